/** Plants changes, one at a time, and asks the laws about them. */
import { execFile, fork, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { Trial, Verdict } from './bench.js'
import { compilers, root } from './compile.js'
import type { Mutant } from './mutants.js'
import { allSamples, collect, type Sample } from './samples.js'
import { readSources } from './sources.js'
import { disagreements } from './twins.js'

/** What finds a change, with the counterexample; nothing when everything holds. */
export type Found = string | undefined

const isOfTypes = ({ half }: Mutant) => half === 'type' || half === 'message type'

/** Changed functions are tried in a process of their own, types on declarations, everything else on a copy. */
export class Workshop {
  private readonly folder: string
  /** The project as declarations only: they are read five times as fast. */
  private readonly declared: string
  private bench: ChildProcess | undefined
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'tupleflow-mutants-'))
    this.declared = join(this.folder, 'declared')
    const settings = ['tsconfig.json', 'package.json']
    copyProject(this.folder, ['src', 'test', 'type-tests', 'examples', 'vitest.config.ts', ...settings])
    copyProject(this.declared, settings)
    for (const { path, text } of readSources()) this.declare(path, text)
  }
  dispose(): void {
    this.bench?.disconnect()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Asks laws 1 and 3, on samples of these ops: a few find most changes of shared files. */
  async lawsFind(mutant: Mutant, ops: readonly string[]): Promise<Found> {
    for (const some of [ops.slice(0, 3), ops.slice(3)]) {
      if (some.length === 0) continue
      const found =
        isOfTypes(mutant) ?
          await this.typesDisagree(some, mutant)
        : await this.functionsFail(changedText(mutant), mutant, some)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Asks the other tests: those of types, or law 2 and the tests of what runs. */
  testsFind(mutant: Mutant, ops: readonly string[]): Promise<Found> {
    return this.planted(mutant, async () => {
      const found = await this.typeTestsFail()
      if (found !== undefined || isOfTypes(mutant)) return found
      const names = `'(${ops.join('|')})'$`
      const kernels =
        mutant.half === 'gradient' || ops.length === 0 ?
          undefined
        : await this.testsFail('kernels', ['run', '--project', 'laws', 'test/laws/kernels.test.ts', '-t', names])
      // What compilers say has been asked before.
      const related = ['related', '--run', join('src', mutant.path), '--project', 'unit', '-t', '^(?!.*TypeScript)']
      return kernels ?? (await this.testsFail('unit tests', related))
    })
  }

  /** What the laws say when nothing is changed. */
  async holds(ops: readonly string[]): Promise<Found> {
    const unchanged = { path: 'index.ts', half: 'function' } as const
    return (await this.typesDisagree(ops)) ?? this.functionsFail(originalText(unchanged), unchanged, ops)
  }

  private async planted(mutant: Mutant, ask: () => Promise<Found>): Promise<Found> {
    const file = join(this.folder, 'src', mutant.path)
    writeFileSync(file, changedText(mutant))
    try {
      return await ask()
    } finally {
      writeFileSync(file, originalText(mutant))
    }
  }

  private async typesDisagree(ops: readonly string[], mutant?: Mutant): Promise<Found> {
    const samples = (await Promise.all(ops.map(samplesOf))).flat()
    if (mutant !== undefined) this.declare(mutant.path, changedText(mutant))
    try {
      const project = { root: this.declared, cache: join(this.declared, 'cache') }
      const [first] = await disagreements(samples, ['7'], project)
      return first && `twins: ${first.text}`
    } catch (error) {
      return `twins: ${String(error)}`
    } finally {
      if (mutant !== undefined) this.declare(mutant.path, originalText(mutant))
    }
  }
  private declare(path: string, text: string): void {
    const { outputText } = ts.transpileDeclaration(text, { compilerOptions: { stripInternal: true } })
    const file = join(this.declared, 'src', path.replace(/\.ts$/, '.d.ts'))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, outputText)
  }

  private async functionsFail(
    text: string,
    { path, half }: Pick<Mutant, 'path' | 'half'>,
    ops: readonly string[],
  ): Promise<Found> {
    const laws: Trial['laws'] =
      half === 'gradient' ? ['gradients']
      : half === 'function' ? ['twins', 'gradients']
      : ['twins']
    const { found } = await this.judged({ path: join('src', path), text, laws, ops })
    return found
  }
  private async judged(trial: Trial): Promise<Verdict> {
    if (this.bench === undefined) {
      const file = fileURLToPath(new URL('bench.ts', import.meta.url))
      this.bench = fork(file, { cwd: root, execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
      await answer(this.bench, 60_000)
    }
    this.bench.send(trial)
    const verdict = await answer(this.bench, 120_000)
    if (verdict !== undefined) return verdict
    this.bench.kill('SIGKILL')
    this.bench = undefined
    return { found: 'comes to no end' }
  }

  private async typeTestsFail(): Promise<Found> {
    const config = join(this.folder, 'tsconfig.types.json')
    writeFileSync(
      config,
      JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: { noUnusedLocals: false },
        include: ['src', 'type-tests'],
      }),
    )
    const tsc = join(root, 'node_modules', compilers['7'], 'bin/tsc')
    const output = await this.failure([tsc, '-p', config, '--pretty', 'false'])
    return output && `type tests: ${output.split('\n')[0]}`
  }
  private async testsFail(name: string, args: readonly string[]): Promise<Found> {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const output = await this.failure([vitest, ...args, '--bail', '1'])
    return output && `${name}: ${/FAIL.*/.exec(output)?.[0] ?? output.slice(-300)}`
  }
  /** What a command printed when it failed, or came to no end. */
  private failure(args: readonly string[]): Promise<string | undefined> {
    const env = { ...process.env, TUPLEFLOW_LAWS_CACHE: join(this.folder, 'cache'), NO_COLOR: '1' }
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        args,
        { cwd: this.folder, env, timeout: 300_000, maxBuffer: 1 << 28 },
        (error, out, err) => resolve(error === null ? undefined : out + err),
      )
    })
  }
}

function copyProject(folder: string, parts: readonly string[]): void {
  mkdirSync(join(folder, 'cache'), { recursive: true })
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
}

const originalText = ({ path }: Pick<Mutant, 'path'>) => readFileSync(join(root, 'src', path), 'utf8')
function changedText(mutant: Mutant): string {
  const original = originalText(mutant)
  return original.slice(0, mutant.start) + mutant.replacement + original.slice(mutant.end)
}

/** The next message of a process; nothing when it ends or says nothing for too long. */
function answer(child: ChildProcess, timeout: number): Promise<Verdict | undefined> {
  return new Promise((resolve) => {
    const done = (verdict?: Verdict) => {
      clearTimeout(timer)
      child.removeAllListeners('message').removeAllListeners('exit')
      resolve(verdict)
    }
    const timer = setTimeout(done, timeout)
    child.once('message', (verdict: Verdict) => done(verdict))
    child.once('exit', () => done())
  })
}

const drawn = new Map<string, readonly Sample[]>()
async function samplesOf(op: string): Promise<readonly Sample[]> {
  if (!drawn.has(op)) {
    const [samples] = await allSamples([op])
    drawn.set(op, collect(samples!, 60, 1, 10))
  }
  return drawn.get(op)!
}
