/** Plants changes, one at a time, and asks the laws about them. */
import { execFile, fork, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { samples as dimensionSamples } from '../dimension-samples.js'
import type { Trial, Verdict } from './bench.js'
import { compilers, root } from './compile.js'
import { wrongExpressions } from './dimensions.js'
import type { Mutant } from './mutants.js'
import { allSamples, collect, type Sample } from './samples.js'
import { readSources } from './sources.js'
import { reporting, setupText, Survey, type Hits, type Timed } from './survey.js'
import type { Answered, Question } from './tester.js'
import { disagreements } from './twins.js'

/** What finds a change, with the counterexample; nothing when everything holds. */
export type Found = string | undefined

/** What the expressions of dimensions are made of. */
const isVocabulary = ({ path }: Mutant) => /^shape\/(?!axes|broadcast|dtype|reduce|window)/.test(path)
/** Samples an op: enough for most changes, and as many as the law takes at full size. */
const [FEW, MANY] = [60, 300]

const isOfTypes = ({ half }: Mutant) => half === 'type' || half === 'message type'

/** Changed functions are tried in a process of their own, types on declarations, everything else on a copy. */
export class Workshop {
  private readonly folder: string
  /** The project as declarations only: they are read five times as fast. */
  private readonly declarations: { readonly root: string; readonly cache: string }
  private bench: ChildProcess | undefined
  private tester: ChildProcess | undefined
  /** What the tester has seen changed. */
  private touched: readonly string[] = []
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'tupleflow-mutants-'))
    const declared = join(this.folder, 'declared')
    this.declarations = { root: declared, cache: join(declared, 'cache') }
    const settings = ['tsconfig.json', 'package.json']
    copyProject(this.folder, ['src', 'test', 'type-tests', 'examples', 'vitest.config.ts', ...settings])
    copyProject(declared, ['package.json'])
    const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
      readonly compilerOptions: object
    }
    writeFileSync(
      join(declared, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, types: [] } }),
    )
    for (const [path, text] of originals) this.declare(path, text)
  }
  dispose(): void {
    this.bench?.disconnect()
    this.tester?.disconnect()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Asks laws 1 and 3, on samples of these ops: a few find most changes of shared files. */
  async lawsFind(mutant: Mutant, ops: readonly string[]): Promise<Found> {
    const [near, far] = [ops.slice(0, 3), ops.slice(3)]
    if (isOfTypes(mutant)) {
      this.declare(mutant.path, changedText(mutant))
      try {
        const first = isVocabulary(mutant) ? await this.dimensionsDisagree() : undefined
        return (
          first ??
          (await this.typesDisagree(near, FEW)) ??
          (await this.typesDisagree(far, FEW)) ??
          (await this.typesDisagree(near, MANY))
        )
      } finally {
        this.declare(mutant.path, originalText(mutant))
      }
    }
    const laws: Trial['laws'] =
      mutant.half === 'gradient' ? ['gradients']
      : mutant.half === 'function' ? ['twins', 'gradients']
      : ['twins']
    const first: Trial['laws'] = isVocabulary(mutant) ? ['dimensions', ...laws] : laws
    const change = { path: join('src', mutant.path), text: changedText(mutant) }
    const found =
      (await this.functionsFail({ ...change, laws: first, ops: near, count: FEW })) ??
      (await this.functionsFail({ ...change, laws, ops: far, count: FEW }))
    if (mutant.half === 'gradient') return found
    return found ?? this.functionsFail({ ...change, laws: ['twins'], ops: near, count: MANY })
  }

  /** Asks the other tests: those of types, or law 2 and the tests of what runs. */
  testsFind(mutant: Mutant, ops: readonly string[]): Promise<Found> {
    return this.planted(mutant, async () => {
      const found = await this.compilerRefuses(isOfTypes(mutant) ? ['src', 'type-tests'] : ['src'])
      if (found !== undefined || isOfTypes(mutant)) return found
      const names = `'(${ops.join('|')})'$`
      const kernels =
        mutant.half === 'gradient' || ops.length === 0 ?
          undefined
        : await this.failedTest(['run', '--project', 'laws', 'test/laws/kernels.test.ts', '-t', names])
      if (kernels !== undefined) return `kernels: ${kernels}`
      // What compilers say has been asked before. In one process all files share what they load.
      const unit = ['--project', 'unit', '-t', '^(?!.*TypeScript)']
      const related = ['related', '--run', join('src', mutant.path), ...unit]
      const first = await this.failedTest([...related, '--isolate=false', '--no-file-parallelism'])
      const file = first && /test\/\S+\.test\.ts/.exec(first)?.[0]
      const alone = file && (await this.failedTest(['run', file, ...unit]))
      const failed = first && (alone ?? (await this.failedTest(related)))
      return failed && `unit tests: ${failed}`
    })
  }

  /** Asks the tests that run the unit, and the compiler, about other code than that of ops and shapes. */
  codeFind(mutant: Mutant, survey: Survey): Promise<Found> {
    return this.planted(mutant, async () => {
      const { near, far } = survey.testsOf(mutant.path, mutant.name)
      // The nearest tests find most, and start faster than the compiler.
      return (
        (await this.runFinds(mutant, near)) ??
        (await this.compilerRefuses(['src'])) ??
        (await this.runFinds(mutant, far))
      )
    })
  }
  private async runFinds({ path }: Mutant, tests: readonly Timed[]): Promise<Found> {
    let rest = tests
    while (rest.length > 0) {
      const failed = await this.testsFail(rest, path)
      if (failed === undefined) return undefined
      const at = rest.findIndex(({ test }) => failed.startsWith(test))
      // Files that run in one process may see each other: one that failed after others must fail alone too.
      const alone = at > 0 ? await this.testsFail([rest[at]!], path) : failed
      if (alone !== undefined) return `unit tests: ${alone}`
      rest = rest.slice(at + 1)
    }
    return undefined
  }
  /** Which tests run which units. */
  async survey(): Promise<Survey> {
    const folder = join(this.folder, 'hits')
    mkdirSync(folder)
    const setup = join(this.folder, 'hits.ts')
    writeFileSync(setup, setupText(folder))
    for (const source of readSources()) writeFileSync(join(this.folder, 'src', source.path), reporting(source))
    const tests = (readdirSync(join(this.folder, 'test'), { recursive: true }) as string[])
      .filter((file) => /^(?!laws|package|browser).*\.test\.ts$|^laws\/(configs|plans|training)\.test\.ts$/.test(file))
      .map((file) => ({ test: join('test', file), milliseconds: 10_000 }))
    this.tester = await this.startTester({ TUPLEFLOW_SETUP: setup })
    const failed = await this.testsFail(tests, 'index.ts')
    this.tester?.disconnect()
    this.tester = undefined
    for (const [path, text] of originals) writeFileSync(join(this.folder, 'src', path), text)
    if (failed !== undefined) throw new Error(`before anything is changed: ${failed}`)
    const found = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Hits)
    return new Survey(found.map((each) => ({ ...each, testPath: relative(this.folder, each.testPath) })))
  }
  private async testsFail(tests: readonly Timed[], path: string): Promise<string | undefined> {
    this.tester ??= await this.startTester({})
    const changed = [...this.touched, join('src', path)]
    this.touched = [join('src', path)]
    this.tester.send({ changed, tests: tests.map(({ test }) => test) } satisfies Question)
    const milliseconds = tests.reduce((sum, each) => sum + each.milliseconds, 0)
    const found = await answer(this.tester, 30_000 + 4 * milliseconds)
    if (found !== undefined) return found.failed
    this.tester.kill('SIGKILL')
    this.tester = undefined
    return 'comes to no end'
  }
  private async startTester(more: Record<string, string>): Promise<ChildProcess> {
    const env = { ...process.env, TUPLEFLOW_LAWS_CACHE: join(this.folder, 'cache'), NO_COLOR: '1', ...more }
    const file = fileURLToPath(new URL('tester.ts', import.meta.url))
    const child = fork(file, {
      cwd: this.folder,
      env,
      execArgv: ['--import', import.meta.resolve('tsx')],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    if ((await answer(child, 60_000)) === undefined) throw new Error('the tests cannot be started')
    return child
  }

  /** What the tests say when nothing is changed. */
  async testsHold(ops: readonly string[]): Promise<Found> {
    const nothing = { path: 'index.ts', name: '', before: '', after: '', start: 0, end: 0, replacement: '' }
    return (
      (await this.testsFind({ ...nothing, half: 'type' }, ops)) ??
      (await this.testsFind({ ...nothing, half: 'function' }, ops))
    )
  }
  /** What the laws say when nothing is changed. */
  async lawsHold(ops: readonly string[]): Promise<Found> {
    const unchanged = { path: 'src/index.ts', text: originalText({ path: 'index.ts' }) }
    return (
      (await this.dimensionsDisagree()) ??
      (await this.typesDisagree(ops, FEW)) ??
      (await this.functionsFail({ ...unchanged, laws: ['dimensions', 'twins', 'gradients'], ops, count: FEW }))
    )
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

  private async typesDisagree(ops: readonly string[], count: number): Promise<Found> {
    const samples = (await Promise.all(ops.map((op) => samplesOf(op, count)))).flat()
    if (samples.length === 0) return undefined
    try {
      const [first] = await disagreements(samples, ['7'], this.declarations)
      return first && `twins: ${first.text}`
    } catch (error) {
      return `twins: ${String(error)}`
    }
  }
  private async dimensionsDisagree(): Promise<Found> {
    try {
      expressions ??= dimensionSamples(1, 1000)
      for (const some of [expressions.slice(0, 150), expressions.slice(150)]) {
        const [first] = await wrongExpressions(some, ['7'], this.declarations)
        if (first !== undefined) return `dimensions: ${first}`
      }
      return undefined
    } catch (error) {
      return `dimensions: ${String(error)}`
    }
  }
  private declare(path: string, text: string): void {
    const { outputText } = ts.transpileDeclaration(text, { compilerOptions: { stripInternal: true } })
    const file = join(this.declarations.root, 'src', path.replace(/\.ts$/, '.d.ts'))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, outputText)
  }

  private async functionsFail(trial: Trial): Promise<Found> {
    if (trial.ops.length === 0 && !trial.laws.includes('dimensions')) return undefined
    if (this.bench === undefined) {
      const file = fileURLToPath(new URL('bench.ts', import.meta.url))
      this.bench = fork(file, { cwd: root, execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
      await answer(this.bench, 60_000)
    }
    this.bench.send(trial)
    const verdict = await answer(this.bench, 120_000)
    if (verdict !== undefined) return verdict.found
    this.bench.kill('SIGKILL')
    this.bench = undefined
    return 'comes to no end'
  }

  private async compilerRefuses(include: readonly string[]): Promise<Found> {
    const config = join(this.folder, 'tsconfig.types.json')
    writeFileSync(
      config,
      JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: { noUnusedLocals: false },
        include,
      }),
    )
    const tsc = join(root, 'node_modules', compilers['7'], 'bin/tsc')
    const output = await this.failure([tsc, '-p', config, '--pretty', 'false'])
    return output && `${output.startsWith('src') ? 'compiler' : 'type tests'}: ${output.split('\n')[0]}`
  }
  /** The first test that fails. */
  private async failedTest(args: readonly string[]): Promise<string | undefined> {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const output = await this.failure([vitest, ...args, '--bail', '1'])
    return output && (/FAIL.*/.exec(output)?.[0] ?? output.slice(-300))
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

/** As they were at the start: somebody may edit them meanwhile. */
const originals = new Map(readSources().map(({ path, text }) => [path, text]))
const originalText = ({ path }: Pick<Mutant, 'path'>) => originals.get(path)!
function changedText(mutant: Mutant): string {
  const original = originalText(mutant)
  return original.slice(0, mutant.start) + mutant.replacement + original.slice(mutant.end)
}

/** The next message of a process; nothing when it ends or says nothing for too long. */
function answer(child: ChildProcess, timeout: number): Promise<(Verdict & Answered) | undefined> {
  return new Promise((resolve) => {
    const done = (verdict?: Verdict & Answered) => {
      clearTimeout(timer)
      child.removeAllListeners('message').removeAllListeners('exit')
      resolve(verdict)
    }
    const timer = setTimeout(done, timeout)
    child.once('message', (verdict: Verdict & Answered) => done(verdict))
    child.once('exit', () => done())
  })
}

let expressions: ReturnType<typeof dimensionSamples> | undefined
const drawn = new Map<string, readonly Sample[]>()
async function samplesOf(op: string, count: number): Promise<readonly Sample[]> {
  const key = `${op} ${count}`
  if (!drawn.has(key)) {
    const [samples] = await allSamples([op])
    drawn.set(key, collect(samples!, count, 1, 10))
  }
  return drawn.get(key)!
}
