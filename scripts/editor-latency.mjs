// How long an editor waits: edit to diagnostic, and hover, through both language servers on a model of 100 layers.
//
//   node scripts/editor-latency.mjs
//
// TypeScript 7 speaks the language server protocol (`tsc --lsp --stdio`), 5.9 has `tsserver` with its own protocol.
// Milliseconds are printed, never asserted.
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'node_modules', '.cache', 'tupleflow-latency')
const edits = 15

/** Two nets of 100 layers: a residual one, and one in which every size is different. */
function residual(size) {
  const lines = ["import * as tf from 'tupleflow'", 'const x0 = tf.input({ shape: [32, 32, 16] })']
  for (let i = 1; i <= 50; i++) {
    lines.push(
      `const c${i} = tf.layers.conv2d({ filters: ${i === 25 ? size : 16}, kernelSize: 3, padding: 'same' })(x${i - 1})`,
    )
    lines.push(`const x${i} = tf.relu(tf.add(x${i - 1}, c${i}))`)
  }
  return lines.join('\n') + '\n'
}
function different(size) {
  const lines = ["import * as tf from 'tupleflow'", 'const x0 = tf.input({ shape: [784] })']
  for (let i = 1; i <= 100; i++) {
    const units = i === 50 ? size : 900 - 7 * i
    lines.push(`const x${i} = tf.layers.dense({ units: ${units} })(x${i - 1})`)
  }
  lines.push('tf.add(x50, tf.zeros([1, 550]))')
  return lines.join('\n') + '\n'
}
const programs = [
  { name: 'residual, 100 layers', text: residual, good: 16, bad: 17 },
  { name: 'all sizes different, 100 layers', text: different, good: 550, bad: 551 },
]

/** Frames messages with a length, as both servers do on the way out. */
class Server {
  constructor(args) {
    this.process = spawn(process.execPath, args, { cwd: folder })
    this.waiting = []
    this.buffer = Buffer.alloc(0)
    this.process.stdout.on('data', (data) => {
      this.buffer = Buffer.concat([this.buffer, data])
      this.read()
    })
  }
  read() {
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.subarray(0, end).toString())[1])
      if (this.buffer.length < end + 4 + length) return
      const message = JSON.parse(this.buffer.subarray(end + 4, end + 4 + length).toString())
      this.buffer = this.buffer.subarray(end + 4 + length)
      this.receive(message)
      this.waiting = this.waiting.filter(({ wanted, resolve }) => !wanted(message) || resolve(message))
    }
  }
  receive() {}
  until(wanted) {
    return new Promise((resolve) => this.waiting.push({ wanted, resolve: (message) => void resolve(message) }))
  }
  stop() {
    this.process.kill()
  }
}

/** TypeScript 7. */
class LanguageServer extends Server {
  constructor() {
    super([join(root, 'node_modules/typescript-7/bin/tsc'), '--lsp', '--stdio'])
    this.id = 0
    this.version = 0
  }
  receive(message) {
    if (message.id === undefined || message.method === undefined) return
    const result = message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null
    this.send({ id: message.id, result })
  }
  send(message) {
    const text = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }))
    this.process.stdin.write(`Content-Length: ${text.length}\r\n\r\n`)
    this.process.stdin.write(text)
  }
  async request(method, params) {
    const id = ++this.id
    const answer = this.until((message) => message.id === id && message.method === undefined)
    this.send({ id, method, params })
    return (await answer).result
  }
  async open(file, text) {
    const rootUri = pathToFileURL(folder).href
    const capabilities = { textDocument: { diagnostic: {}, hover: { contentFormat: ['plaintext'] } } }
    await this.request('initialize', { processId: process.pid, rootUri, capabilities })
    this.send({ method: 'initialized', params: {} })
    this.uri = pathToFileURL(file).href
    this.send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri: this.uri, languageId: 'typescript', version: ++this.version, text } },
    })
  }
  change(text) {
    const textDocument = { uri: this.uri, version: ++this.version }
    this.send({ method: 'textDocument/didChange', params: { textDocument, contentChanges: [{ text }] } })
  }
  async diagnostics() {
    const { items } = await this.request('textDocument/diagnostic', { textDocument: { uri: this.uri } })
    return items.filter((item) => item.severity === 1).map((item) => item.message)
  }
  async hover(line, character) {
    const params = { textDocument: { uri: this.uri }, position: { line, character } }
    return JSON.stringify((await this.request('textDocument/hover', params))?.contents)
  }
}

/** TypeScript 5.9. */
class TsServer extends Server {
  constructor() {
    super([join(root, 'node_modules/typescript/lib/tsserver.js'), '--disableAutomaticTypingAcquisition'])
    this.seq = 0
  }
  send(command, args) {
    this.process.stdin.write(`${JSON.stringify({ seq: ++this.seq, type: 'request', command, arguments: args })}\n`)
    return this.seq
  }
  async request(command, args) {
    const seq = this.send(command, args)
    return (await this.until((message) => message.request_seq === seq)).body
  }
  async open(file, text) {
    this.file = file
    this.lines = text.split('\n').length
    this.send('open', { file, fileContent: text })
  }
  change(text) {
    this.send('change', { file: this.file, line: 1, offset: 1, endLine: this.lines, endOffset: 1, insertString: text })
    this.lines = text.split('\n').length
  }
  async diagnostics() {
    const body = await this.request('semanticDiagnosticsSync', { file: this.file })
    return body.filter((item) => item.category === 'error').map((item) => item.text)
  }
  async hover(line, character) {
    const body = await this.request('quickinfo', { file: this.file, line: line + 1, offset: character + 1 })
    return body?.displayString
  }
}

const percentile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]
const shown = (values) => `${percentile(values, 0.5).toFixed(0)} / ${percentile(values, 0.95).toFixed(0)} ms`

async function timed(body) {
  const start = performance.now()
  const result = await body()
  return [performance.now() - start, result]
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { paths: { tupleflow: [join(root, 'dist/index.d.ts')] }, types: [], noUnusedLocals: false },
    include: ['*.ts'],
  }),
)
console.log('edit to diagnostic and hover, median / 95th percentile\n')
for (const { name, text, good, bad } of programs) {
  for (const [compiler, Kind] of [
    ['7.0', LanguageServer],
    ['5.9', TsServer],
  ]) {
    const file = join(folder, 'model.ts')
    writeFileSync(file, text(good))
    const server = new Kind()
    await server.open(file, text(good))
    const [first, clean] = await timed(() => server.diagnostics())
    if (clean.length > 0) throw new Error(`${name}: unexpected ${clean[0]}`)
    const [diagnostics, hovers] = [[], []]
    let sentence = ''
    for (let i = 0; i < edits; i++) {
      const [wrong, messages] = await timed(() => {
        server.change(text(bad))
        return server.diagnostics()
      })
      if (messages.length === 0) throw new Error(`${name}: the wrong size was not found`)
      sentence = messages[0]
      const [right] = await timed(() => {
        server.change(text(good))
        return server.diagnostics()
      })
      diagnostics.push(wrong, right)
      hovers.push((await timed(() => server.hover(i + 60, 7)))[0])
    }
    console.log(
      `TypeScript ${compiler}  ${name.padEnd(32)} first ${first.toFixed(0)} ms  edit ${shown(diagnostics)}  hover ${shown(hovers)}`,
    )
    if (compiler === '7.0') console.log(`  ${sentence}`)
    server.stop()
  }
}
rmSync(folder, { recursive: true, force: true })
