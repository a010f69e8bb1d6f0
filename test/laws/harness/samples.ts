import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Dim, Shape } from '../../../src/shape/dimension.js'
import { answerOf, callText, DimsArg, isValid, tensorsOf, type Answer, type Args } from './call.js'
import { percent } from './table.js'
import { Draw, type DrawOptions } from './draw.js'
import { seedOf } from './random.js'
import { bothMisses, nearMiss } from './near-miss.js'

/** How to sample the calls of one op: all that an op has to give for the laws. */
export interface OpSamples {
  readonly op: string
  /** Random arguments that the op takes. */
  valid(draw: Draw): Args
  /** Every sentence of the op by its code, with the positions of the arguments that it may stand at. */
  readonly messages: { readonly [code: string]: readonly number[] }
  /** The rule for the same arguments; called as a function, and written as the type of that name. */
  rule?(...args: never[]): RuleCall
  /** The legal ranks of the first tensor: without `to` there is no limit, and 4 is sampled. */
  readonly ranks?: { readonly from: number; readonly to?: number }
  /** Sentences that only the function can say, and what they say then: `?` is a size that the type does not know. */
  readonly onlyWhenRun?: { readonly [code: string]: RegExp }
  /** The type of an eager call knows more than names say: its result is left to the type tests. */
  readonly forgetsNames?: true
  /** The result has the shape of the first tensor, whatever the others are: it is known after a refusal too. */
  readonly shapeOfFirst?: true
  /** An eager result has the shape that the call names, also when it is refused. */
  readonly asNamed?: true
  /** Sizes can only be numbers here. */
  readonly knownSizes?: true
  /** Sentences that a call with names may get only when the names have numbers: it is accepted before. */
  readonly checkedWhenRun?: readonly string[]
  /** Sentences that only one call can get, as that of an empty list. */
  readonly ofOneCall?: readonly string[]
  /** Near misses that one random change does not reach. */
  mutate?(args: Args, draw: Draw): Args
  /** Where the function is smooth, for the gradients: [-2, 2] unless it is given. */
  readonly domain?: readonly [number, number]
  /** `false`: the op has no gradient, because its result does not change with its operands, or only in jumps. */
  readonly differentiable?: false
  /** The gradient is zero everywhere, which no planted share of it changes. */
  readonly flat?: true
  /** Positions of float32 tensors that have no gradient. */
  readonly withoutGradient?: readonly number[]
}

/** `rule('shape/broadcast', broadcast, a, b)`: a rule's file, its function, and the arguments of both twins. */
export interface RuleCall {
  readonly file: string
  readonly rule: (...args: never[]) => unknown
  readonly args: readonly unknown[]
}
export function rule<A extends readonly unknown[]>(
  file: string,
  twin: (...args: A) => unknown,
  ...args: Readonly<NoInfer<A>>
): RuleCall {
  return { file, rule: twin as RuleCall['rule'], args }
}

interface Call {
  readonly args: Args
  readonly answer: Answer
}
export interface Sample extends Call {
  readonly op: OpSamples
}
const codeOf = (answer: Answer) => (isValid(answer) ? undefined : answer.code)

/** Every file in `samples/` exports a list named `samples`. */
export async function allSamples(only: readonly string[] = []): Promise<OpSamples[]> {
  const folder = new URL('../samples/', import.meta.url)
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
  const modules = await Promise.all(
    files.map(
      (file) => import(/* @vite-ignore */ fileURLToPath(new URL(file, folder))) as Promise<{ samples: OpSamples[] }>,
    ),
  )
  const all = modules.flatMap(({ samples }) => samples).sort((a, b) => (a.op < b.op ? -1 : 1))
  return only.length === 0 ? all : all.filter(({ op }) => only.includes(op))
}

/** Half of them valid, half near misses, a quarter of these with two mistakes; each message `perMessage` times or more. */
export function collect(op: OpSamples, count: number, seed: number, perMessage: number): Sample[] {
  const draw = new Draw(seedOf(op.op, seed))
  const seen = new Set<string>()
  const found: Sample[] = []
  const counts = new Map(Object.keys(op.messages).map((code) => [code, 0]))
  const take = (args: Args, answer: Answer): boolean => {
    const text = callText(op.op, args)
    const hidden = !isValid(answer) && op.onlyWhenRun?.[answer.code]?.test(answer.message)
    if (seen.has(text) || hidden) return false
    seen.add(text)
    found.push({ op, args, answer })
    if (!isValid(answer)) counts.set(answer.code, (counts.get(answer.code) ?? 0) + 1)
    return true
  }
  const valid = (): Args => {
    const args = op.valid(draw)
    const answer = answerOf(op.op, args)
    if (!isValid(answer)) throw new Error(`the sample ${callText(op.op, args)} is not valid: ${answer.message}`)
    return args
  }
  const missed = (args: Args): Args =>
    op.mutate !== undefined && draw.chance(0.4) ? op.mutate(args, draw) : nearMiss(args, draw)
  const target = { valid: Math.floor(count / 2), invalid: Math.ceil(count / 2) }

  for (let tries = 0; target.valid > 0 && tries < 20 * count; tries++) {
    // A third of the valid ones are near misses that hit: they lie at the edge.
    const args = draw.chance(1 / 3) ? missed(valid()) : valid()
    const answer = answerOf(op.op, args)
    if (isValid(answer) && take(args, answer)) target.valid--
  }
  const rarest = () => Math.min(...counts.values())
  for (let tries = 0; tries < 20 * count && (target.invalid > 0 || rarest() < perMessage); tries++) {
    const base = valid()
    const misses = refusedOf(Array.from({ length: 8 }, () => missed(base)))
    const twice = draw.chance(1 / 4) ? refusedOf(misses.map((miss) => missedAgain(base, miss, misses))) : misses
    const [best] = twice.sort((a, b) => frequency(a.answer) - frequency(b.answer))
    if (best === undefined || (target.invalid <= 0 && frequency(best.answer) >= perMessage)) continue
    if (take(best.args, best.answer)) target.invalid--
  }
  return found

  function refusedOf(calls: readonly Args[]): Call[] {
    return calls.map((args) => ({ args, answer: answerOf(op.op, args) })).filter(({ answer }) => !isValid(answer))
  }
  /** With a second mistake: another sentence's where there is one, or a change anywhere. */
  function missedAgain(base: Args, { args, answer }: Call, misses: readonly Call[]): Args {
    const others = misses.filter((other) => codeOf(other.answer) !== codeOf(answer))
    if (others.length === 0 || draw.chance(0.3)) return nearMiss(args, draw)
    return bothMisses(base, args, draw.pick(others).args)
  }
  function frequency(answer: Answer): number {
    return isValid(answer) ? Infinity : (counts.get(answer.code) ?? 0)
  }
}

/** Valid calls with sizes that are numbers. */
export function knownSamples(op: OpSamples, count: number, seed: number, options: DrawOptions = {}): Args[] {
  const draw = new Draw(seedOf(op.op, seed), { known: true, ...options })
  return Array.from({ length: count }, () => op.valid(draw))
}

// ─────────────────────────────────────────────────────────────────────────────────────────────────────────── statistics

const dimKinds = ['literal', 'name', 'composite', 'unknown'] as const
type DimKind = (typeof dimKinds)[number]
const kindOf = (dim: Dim): DimKind =>
  dim === null ? 'unknown'
  : typeof dim === 'number' ? 'literal'
  : /^\w+$/.test(dim) ? 'name'
  : 'composite'

export interface Coverage {
  readonly op: string
  readonly samples: number
  readonly valid: number
  readonly invalid: number
  readonly messages: { readonly [code: string]: number }
  /** The share of samples in which each kind of dimension stands. */
  readonly dims: { readonly [kind in DimKind]: number }
  readonly validRanks: readonly number[]
  readonly invalidRanks: readonly number[]
}
export function coverageOf(op: OpSamples, samples: readonly Sample[]): Coverage {
  const messages: Record<string, number> = Object.fromEntries(Object.keys(op.messages).map((code) => [code, 0]))
  for (const { answer } of samples) if (!isValid(answer)) messages[answer.code] = (messages[answer.code] ?? 0) + 1
  const shapesOf = ({ args }: Sample): Shape[] => [
    ...tensorsOf(args).map(({ shape }) => shape),
    ...args.flatMap((arg) => (arg instanceof DimsArg ? [arg.dims] : [])),
  ]
  const share = (kind: DimKind) =>
    samples.filter((sample) => shapesOf(sample).some((shape) => shape.some((dim) => kindOf(dim) === kind))).length /
    samples.length
  const ranks = (some: readonly Sample[]) =>
    [...new Set(some.flatMap((sample) => shapesOf(sample)[0]?.length ?? []))].sort((a, b) => a - b)
  const valid = samples.filter(({ answer }) => isValid(answer))
  const invalid = samples.filter(({ answer }) => !isValid(answer))
  return {
    op: op.op,
    samples: samples.length,
    valid: valid.length / samples.length,
    invalid: invalid.length / samples.length,
    messages,
    dims: Object.fromEntries(dimKinds.map((kind) => [kind, share(kind)])) as Coverage['dims'],
    validRanks: ranks(valid),
    invalidRanks: ranks(invalid),
  }
}

/** What the samples of an op lack. */
export function gaps(op: OpSamples, coverage: Coverage, perMessage: number, full: boolean): string[] {
  const lacks: string[] = []
  if (coverage.valid < 0.4) lacks.push(`only ${percent(coverage.valid)} valid`)
  const isRefused = Object.keys(op.messages).length > 0
  if (isRefused && coverage.invalid < 0.4) lacks.push(`only ${percent(coverage.invalid)} invalid`)
  for (const [code, count] of Object.entries(coverage.messages)) {
    if (!(code in op.messages)) lacks.push(`the message ${code} is not listed`)
    const least = op.ofOneCall?.includes(code) ? 1 : perMessage
    if (count < least) lacks.push(`the message ${code} only ${count} times`)
  }
  if (!full || coverage.validRanks.length === 0) return lacks
  for (const kind of op.knownSizes ? (['literal'] as const) : dimKinds) {
    if (coverage.dims[kind] < 0.1) lacks.push(`${kind} dimensions in only ${percent(coverage.dims[kind])}`)
  }
  const { from, to } = op.ranks ?? { from: 0 }
  for (let rank = from; rank <= (to ?? 4); rank++) {
    if (!coverage.validRanks.includes(rank)) lacks.push(`no valid sample of rank ${rank}`)
  }
  if (!isRefused) return lacks
  for (const rank of [from - 1, ...(to === undefined ? [] : [to + 1])]) {
    if (rank >= 0 && !coverage.invalidRanks.includes(rank)) lacks.push(`no invalid sample of rank ${rank}`)
  }
  return lacks
}
