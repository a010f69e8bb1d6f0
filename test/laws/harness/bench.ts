/**
 * A process that tries changed functions: the library and the laws are bundled anew for each change, so nothing has to
 * be started again. Law 1 needs no compiler here: types do not change, so the answers have to stay the same.
 */
import * as core from '@tensorflow/tfjs-core'
import { context } from 'esbuild'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as backend from '../../../src/backend.js'
import type * as dimensions from '../dimension-samples.js'
import type * as calls from './call.js'
import { cache, root } from './compile.js'
import type * as draws from './draw.js'
import type * as gradients from './gradients.js'
import type * as sampling from './samples.js'
import type * as twins from './twins.js'

export interface Trial {
  /** Relative to the project. */
  readonly path: string
  readonly text: string
  readonly laws: readonly ('dimensions' | 'twins' | 'gradients')[]
  readonly ops: readonly string[]
  /** Samples an op. */
  readonly count: number
}
export interface Verdict {
  /** What a law says against the change; nothing when all hold. */
  readonly found?: string
}

type Laws = typeof calls &
  Pick<typeof dimensions, 'samples'> &
  Pick<typeof sampling, 'collect'> &
  Pick<typeof twins, 'lineOf'> &
  Pick<typeof gradients, 'casesOf' | 'checkGradients'> &
  Pick<typeof draws, 'Draw'> &
  Pick<typeof backend, 'setBackend'> & { readonly all: readonly sampling.OpSamples[] }

const harness = join(root, 'test/laws/harness')
const files = readdirSync(join(harness, '../samples')).filter((file) => file.endsWith('.ts'))
const entry = [
  `export * from './call.js'`,
  `export { samples } from '../dimension-samples.js'`,
  `export { collect } from './samples.js'`,
  `export { lineOf } from './twins.js'`,
  `export { casesOf, checkGradients } from './gradients.js'`,
  `export { Draw } from './draw.js'`,
  `export { setBackend } from '../../../src/backend.js'`,
  ...files.map((file, i) => `import { samples as s${i} } from '../samples/${file}'`),
  `export const all = [${files.map((_, i) => `...s${i}`).join(', ')}]`,
].join('\n')

/** As they were at the start: somebody may edit them meanwhile. */
const texts = new Map<string, string>()
let changed: Pick<Trial, 'path' | 'text'> | undefined
let loaded = 0
const outdir = mkdtempSync(join(cache, 'bench-'))
process.on('exit', () => rmSync(outdir, { recursive: true, force: true }))
const bundler = await context({
  stdin: { contents: entry, resolveDir: harness, loader: 'ts' },
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  // Rules are known by the names of their functions.
  keepNames: true,
  write: false,
  logLevel: 'silent',
  plugins: [
    {
      name: 'change',
      setup(build) {
        build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
          const isChanged = changed !== undefined && path === join(root, changed.path)
          if (!texts.has(path)) texts.set(path, readFileSync(path, 'utf8'))
          return { contents: isChanged ? changed!.text : texts.get(path)!, loader: 'ts' }
        })
      },
    },
  ],
})
async function load(change?: Pick<Trial, 'path' | 'text'>): Promise<Laws> {
  changed = change
  const { outputFiles } = await bundler.rebuild()
  const file = join(outdir, `${loaded++}.mjs`)
  writeFileSync(file, outputFiles[0]!.text)
  return (await import(pathToFileURL(file).href)) as Laws
}

const original = await load()
await original.setBackend('cpu')

/** What the compiler would compare with the types, for each sample of an op. */
const asked = new Map<string, readonly (readonly [sampling.Sample, string])[]>()
function samplesOf(name: string, count: number): readonly (readonly [sampling.Sample, string])[] {
  const key = `${name} ${count}`
  if (!asked.has(key)) {
    const op = original.all.find((each) => each.op === name)!
    const samples = original.collect(op, count, 1, 10)
    asked.set(
      key,
      samples.map((sample) => [sample, said(original, sample)]),
    )
  }
  return asked.get(key)!
}
function said({ lineOf, isValid }: Laws, sample: sampling.Sample): string {
  const { text } = lineOf(sample, 0, (file, name) => `${file} ${name}`)
  const { answer } = sample
  return isValid(answer) ? text : `${text} ${answer.code} ${answer.index}: ${answer.message}`
}

/** The functions that answer also draw: another expression is another answer too. */
function againstDimensions({ samples }: Laws): string | undefined {
  const now = samples(1, 1000)
  for (const [i, { expression, expected }] of original.samples(1, 1000).entries()) {
    const { expression: asked, expected: answered } = now[i]!
    if (asked !== expression || answered !== expected) return `${expression} is ${expected}, now ${asked} ${answered}`
  }
  return undefined
}

function againstTwins(laws: Laws, op: sampling.OpSamples, count: number): string | undefined {
  for (const [sample, expected] of samplesOf(op.op, count)) {
    const args = sample.args.map((arg) => translated(arg, laws))
    const answer = laws.answerOf(op.op, args)
    if (!laws.isValid(answer) && op.onlyWhenRun?.[answer.code]?.test(answer.message)) continue
    const actual = said(laws, { op, args, answer })
    if (actual !== expected) return `${expected}\n  is now ${actual}`
  }
  return undefined
}
/** An argument made of another bundle's classes. */
function translated(arg: calls.CallArg, to: Laws): calls.CallArg {
  if (arg instanceof original.TensorArg) return new to.TensorArg(arg.shape, arg.dtype, arg.kind, arg.below)
  if (arg instanceof original.DimsArg) return new to.DimsArg(arg.dims, arg.named)
  if (arg instanceof original.DTypeArg) return new to.DTypeArg(arg.dtype)
  if (arg instanceof original.Fixed) return new to.Fixed(arg.value)
  if (Array.isArray(arg)) return (arg as calls.Args).map((item) => translated(item, to))
  if (typeof arg !== 'object' || arg === null) return arg
  return Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, translated(value, to)]))
}

/** Law 3 as `gradients.test.ts` has it. */
function againstGradients({ Draw, casesOf, checkGradients }: Laws, op: sampling.OpSamples): string | undefined {
  if (op.differentiable === false && op.flat !== true) return undefined
  const [count, seed] = [15, 3]
  return core.tidy(() => {
    const draw = new Draw(seed)
    const report = checkGradients(casesOf(op, count, seed, draw), draw, { tfjs: false })
    if (report.compared <= count / 3) return `${op.op}: only ${report.compared} derivatives`
    return report.wrong[0]
  })
}

async function judge({ path, text, laws, ops, count }: Trial): Promise<Verdict> {
  let asking = 'loading'
  try {
    const changed = await load({ path, text })
    for (const law of laws) {
      asking = law
      if (law === 'dimensions') {
        const found = againstDimensions(changed)
        if (found !== undefined) return { found: `${law}: ${found}` }
        continue
      }
      for (const op of ops) {
        const samples = changed.all.find((each) => each.op === op)!
        const found = law === 'twins' ? againstTwins(changed, samples, count) : againstGradients(changed, samples)
        if (found !== undefined) return { found: `${law}: ${found}` }
      }
    }
    return {}
  } catch (error) {
    return { found: `${asking}: ${String(error)}` }
  }
}

process.on('message', (trial: Trial) => void judge(trial).then((verdict) => process.send!(verdict)))
process.on('disconnect', () => process.exit())
process.send!({})
