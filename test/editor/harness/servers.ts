/**
 * What editors ask TypeScript, asked of the language servers themselves: TypeScript 7 speaks the language server protocol
 * (`tsc --lsp --stdio`), 5.9 has `tsserver` with its own protocol. A server holds one file; its text is replaced.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, type Compiler } from '../../laws/harness/compile.js'

/** A place in a text: both counted from 0. */
export interface Position {
  readonly line: number
  readonly character: number
}
export interface Editor {
  /** Replaces the text of the file. */
  change(text: string): void
  /** The errors in the file. */
  diagnostics(): Promise<readonly string[]>
  /** The text of the hover, without documentation. */
  hover(position: Position): Promise<string>
  /** What is offered, in its order. Names from elsewhere in the program are not among it, nor keywords. */
  completions(position: Position): Promise<readonly string[]>
  stop(): void
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: { readonly items: readonly unknown[] }
  readonly result?: unknown
  readonly request_seq?: number
  readonly body?: unknown
}

/** Both servers frame what they say with its length. */
abstract class Server {
  private readonly process: ChildProcess
  private buffer = Buffer.alloc(0)
  private readonly waiting = new Map<number, (answer: unknown) => void>()
  private last = 0

  constructor(args: readonly string[], cwd: string) {
    this.process = spawn(process.execPath, args, { cwd, stdio: ['pipe', 'pipe', 'ignore'] })
    this.process.stdout!.on('data', (data: Buffer) => {
      this.buffer = Buffer.concat([this.buffer, data])
      this.read()
    })
  }
  protected write(text: string): void {
    this.process.stdin!.write(text)
  }
  /** Sends with a number, and waits for the answer to it. */
  protected ask(send: (id: number) => void): Promise<unknown> {
    const id = ++this.last
    const answer = new Promise<unknown>((resolve) => this.waiting.set(id, resolve))
    send(id)
    return answer
  }
  protected answered(id: number, answer: unknown): void {
    this.waiting.get(id)?.(answer)
    this.waiting.delete(id)
  }
  protected abstract receive(message: Message): void
  private read(): void {
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.subarray(0, end).toString())![1])
      if (this.buffer.length < end + 4 + length) return
      const message = JSON.parse(this.buffer.subarray(end + 4, end + 4 + length).toString()) as Message
      this.buffer = this.buffer.subarray(end + 4 + length)
      this.receive(message)
    }
  }
  stop(): void {
    this.process.kill()
  }
}

/** TypeScript 7. */
class LanguageServer extends Server implements Editor {
  private readonly uri: string
  private version = 1

  private constructor(file: string) {
    super([join(root, 'node_modules/typescript-7/bin/tsc'), '--lsp', '--stdio'], dirname(file))
    this.uri = pathToFileURL(file).href
  }
  static async start(file: string): Promise<Editor> {
    const server = new LanguageServer(file)
    const completion = { completionItem: { snippetSupport: false, labelDetailsSupport: false } }
    const capabilities = { textDocument: { diagnostic: {}, completion, hover: { contentFormat: ['plaintext'] } } }
    const rootUri = pathToFileURL(dirname(file)).href
    await server.request('initialize', { processId: process.pid, rootUri, capabilities })
    server.send({ method: 'initialized', params: {} })
    const textDocument = { uri: server.uri, languageId: 'typescript', version: server.version, text: '' }
    server.send({ method: 'textDocument/didOpen', params: { textDocument } })
    return server
  }
  protected receive({ id, method, params, result }: Message): void {
    if (id === undefined) return
    if (method === undefined) this.answered(id, result)
    else this.send({ id, result: method === 'workspace/configuration' ? params!.items.map(() => null) : null })
  }
  private send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  }
  private request(method: string, params: object): Promise<unknown> {
    return this.ask((id) => this.send({ id, method, params }))
  }
  private at(position?: Position): object {
    return { textDocument: { uri: this.uri }, ...(position && { position }) }
  }
  change(text: string): void {
    const textDocument = { uri: this.uri, version: ++this.version }
    this.send({ method: 'textDocument/didChange', params: { textDocument, contentChanges: [{ text }] } })
  }
  async diagnostics(): Promise<readonly string[]> {
    const answer = (await this.request('textDocument/diagnostic', this.at())) as {
      readonly items: readonly { readonly severity: number; readonly message: string }[]
    }
    return answer.items.filter(({ severity }) => severity === 1).map(({ message }) => message)
  }
  async hover(position: Position): Promise<string> {
    const answer = (await this.request('textDocument/hover', this.at(position))) as {
      readonly contents: { readonly value: string }
    } | null
    return answer?.contents.value ?? ''
  }
  async completions(position: Position): Promise<readonly string[]> {
    const answer = (await this.request('textDocument/completion', this.at(position))) as {
      readonly items: readonly { readonly label: string; readonly kind: number; readonly sortText?: string }[]
    } | null
    const items = answer?.items ?? []
    const [keyword, fromElsewhere] = [14, '15']
    return items
      .filter(({ kind, sortText = '11' }) => kind !== keyword && sortText < fromElsewhere)
      .map(({ label }) => label)
  }
}

/** TypeScript 5.9. */
class TsServer extends Server implements Editor {
  private lines = 1

  constructor(private readonly file: string) {
    super([join(root, 'node_modules/typescript/lib/tsserver.js'), '--disableAutomaticTypingAcquisition'], dirname(file))
    void this.request('open', { file, fileContent: '' })
  }
  protected receive({ request_seq, body }: Message): void {
    if (request_seq !== undefined) this.answered(request_seq, body)
  }
  private request(command: string, args: object): Promise<unknown> {
    return this.ask((seq) => this.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`))
  }
  private at({ line, character }: Position): object {
    return { file: this.file, line: line + 1, offset: character + 1 }
  }
  change(text: string): void {
    const all = { line: 1, offset: 1, endLine: this.lines, endOffset: 1 }
    // A last line of its own: the end of the text is then the beginning of a line.
    void this.request('change', { file: this.file, ...all, insertString: `${text}\n` })
    this.lines = text.split('\n').length + 1
  }
  async diagnostics(): Promise<readonly string[]> {
    const body = (await this.request('semanticDiagnosticsSync', { file: this.file })) as readonly {
      readonly category: string
      readonly text: string
    }[]
    return body.filter(({ category }) => category === 'error').map(({ text }) => text)
  }
  async hover(position: Position): Promise<string> {
    const body = (await this.request('quickinfo', this.at(position))) as { readonly displayString: string } | undefined
    return body?.displayString ?? ''
  }
  async completions(position: Position): Promise<readonly string[]> {
    const body = (await this.request('completionInfo', this.at(position))) as
      | { readonly entries: readonly { readonly name: string; readonly kind: string; readonly sortText: string }[] }
      | undefined
    const fromElsewhere = '15'
    return (body?.entries ?? [])
      .filter(({ kind, sortText }) => kind !== 'keyword' && sortText < fromElsewhere)
      .map(({ name }) => name)
  }
}

/** A folder whose one file sees the library as `types`; away with it at the end. */
export function workspace(types = join(root, 'src/index.ts')): { readonly file: string; remove(): void } {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'tupleflow-editor-'))
  const compilerOptions = { paths: { tupleflow: [types] }, types: [], noUnusedLocals: false }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, include: ['*.ts'], exclude: [] }),
  )
  const file = join(folder, 'program.ts')
  writeFileSync(file, '')
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
export async function startEditor(compiler: Compiler, file: string): Promise<Editor> {
  return compiler === '7' ? LanguageServer.start(file) : new TsServer(file)
}
