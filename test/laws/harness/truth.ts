/**
 * Law 2, rules tell the truth. What a rule calls valid runs, gives the shape and dtype that the rule says, and on cpu the
 * shape, dtype and numbers of tfjs-core, on other backends those of cpu. What a rule refuses, tfjs-core refuses too. Where
 * that is not so stands in `tfjs-differences.ts`.
 */
import * as core from '@tensorflow/tfjs-core'
import { setBackend } from '../../../src/backend.js'
import type { Spec } from '../../../src/graph/node.js'
import { setSeed } from '../../../src/random.js'
import { ShapeError } from '../../../src/shape/errors.js'
import { neverAsked, stricterThanTfjs, unlikeTfjs, type Difference } from '../tfjs-differences.js'
import { answerOf, callText, DTypeArg, isSpec, isValid, tensorsOf, type Args, type Outputs } from './call.js'
import { Draw } from './draw.js'
import { callOurs, concrete, coreOp, difference, flat, plainArgs, tensorOf } from './kernels.js'
import { collect, knownSamples, type OpSamples } from './samples.js'

export interface Asked {
  readonly count: number
  readonly seed: number
}
/** What is wrong, and which entries of the lists were needed. */
export interface TruthReport {
  readonly wrong: readonly string[]
  readonly needed: ReadonlySet<Difference | string>
}

const names = ['batch', 'seq', 'h', 'w', 'n']

/** Runs valid calls of an op on a backend. */
export async function checkValid(op: OpSamples, backend: string, { count, seed }: Asked): Promise<TruthReport> {
  await setBackend(backend)
  const wrong: string[] = []
  const needed = new Set<Difference>()
  const elsewhere: { readonly args: Args; readonly drawn: number; readonly found: readonly Found[] }[] = []
  const calls = [...knownSamples(op, count, seed), ...withNumbers(op, seed, 2 * count)]
  for (const [drawn, args] of calls.entries()) {
    // wasm has no complex numbers at all.
    if (backend === 'wasm' && usesComplex(args)) continue
    core.tidy(() => {
      const { values, ours } = callDrawn(op, args, drawn, seed)
      const against = [...againstRule(op, args, ours), ...ours.flatMap(againstDType)]
      if (backend === 'cpu' && against.length === 0) against.push(...againstTfjs(op.op, values, ours, needed))
      if (backend !== 'cpu') elsewhere.push({ args, drawn, found: ours.map(read) })
      wrong.push(...against.map((text) => `${callText(op.op, args)}: ${text}`))
    })
  }
  await setBackend('cpu')
  for (const { args, drawn, found } of elsewhere) {
    core.tidy(() => {
      const { values, ours } = callDrawn(op, args, drawn, seed)
      const terms = Math.max(1, sizeOf(values) / sizeOf(ours))
      const allowed = { least: terms > 1 ? 1e-3 : 1e-6, most: 1e-5 * Math.sqrt(terms) }
      for (const [i, y] of ours.entries()) {
        const text = againstOther(found[i]!, read(y), allowed)
        if (text !== undefined) wrong.push(`${callText(op.op, args)}: ${backend} ${text} on cpu`)
      }
    })
  }
  return { wrong, needed }
}

function usesComplex(args: Args): boolean {
  const dtypes = args.flatMap((arg) =>
    arg instanceof DTypeArg ? [arg.dtype] : tensorsOf(arg).map(({ dtype }) => dtype),
  )
  return dtypes.includes('complex64')
}

/** Valid calls with names, for some sizes of the names. */
function withNumbers(op: OpSamples, seed: number, count: number): Args[] {
  const draw = new Draw(seed)
  return collect(op, count, seed, 0).flatMap(({ args, answer }) => {
    const sizes = Object.fromEntries(names.map((name) => [name, draw.int(2, 7)]))
    const numbers = isValid(answer) ? concrete(args, sizes) : undefined
    if (numbers === undefined) return []
    // A size that depends on names may turn out too small: such a call was accepted, and is refused when run.
    const now = answerOf(op.op, numbers)
    if (!isValid(now) && !op.checkedWhenRun?.includes(now.code)) {
      throw new Error(`${callText(op.op, args)} is valid, but not with ${JSON.stringify(sizes)}: ${now.message}`)
    }
    return isValid(now) ? [numbers] : []
  })
}

/** The same numbers for the same `drawn`, random ones included. */
function callDrawn(op: OpSamples, args: Args, drawn: number, seed: number) {
  const draw = new Draw(seed + drawn)
  setSeed(drawn)
  const tensors = new Map(tensorsOf(args).map((arg) => [arg, tensorOf(arg, draw, op.domain)]))
  const values = plainArgs(args, (arg) => tensors.get(arg))
  return { values, ours: flat(callOurs(op.op, values)) }
}
function sizeOf(values: readonly unknown[]): number {
  return values.flatMap((value) => (value instanceof core.Tensor ? [value.size] : [])).reduce((a, b) => a + b, 1)
}

interface Found {
  readonly shape: readonly number[]
  readonly dtype: string
  readonly numbers: ArrayLike<number | string>
}
const read = (y: core.Tensor): Found => ({ shape: y.shape, dtype: y.dtype, numbers: y.dataSync() })
const specText = ({ dtype, shape }: Pick<Spec, 'shape'> & { readonly dtype: string }) => `${dtype} [${shape}]`

function againstRule(op: OpSamples, args: Args, ours: readonly core.Tensor[]): string[] {
  const answer = answerOf(op.op, args)
  if (!isValid(answer)) return [`runs, but the rule says ${answer.message}`]
  // What the rule leaves open may be anything.
  const said = listed(answer.outputs).map(({ shape, dtype }, output) =>
    specText({ shape: shape.map((dim, axis) => dim ?? ours[output]?.shape[axis] ?? null), dtype }),
  )
  const found = ours.map(specText)
  return String(said) === String(found) ? [] : [`gives ${found.join(' and ')}, the rule says ${said.join(' and ')}`]
}
function listed(outputs: Outputs): Spec[] {
  return isSpec(outputs) ? [outputs] : Object.values(outputs).flatMap((item) => listed(item as Outputs))
}

/** Is every element one that the dtype has? */
function againstDType(y: core.Tensor): string[] {
  const numbers = [...(y.dataSync() as Iterable<number>)]
  const expected = y.dtype === 'complex64' ? 2 * y.size : y.size
  if (numbers.length !== expected) return [`${numbers.length} elements in ${specText(y)}`]
  const bad =
    y.dtype === 'bool' ? numbers.find((x) => x !== 0 && x !== 1)
    : y.dtype === 'int32' ? numbers.find((x) => !Number.isInteger(x))
    : undefined
  return bad === undefined ? [] : [`a ${y.dtype} of ${bad}`]
}

function againstOther(
  ours: Found,
  other: Found,
  allowed: { readonly least: number; readonly most: number },
): string | undefined {
  if (specText(ours) !== specText(other)) return `gives ${specText(ours)}, but ${specText(other)}`
  if (ours.dtype === 'string') {
    return String(ours.numbers) === String(other.numbers) ? undefined : `gives ${ours.numbers}, but ${other.numbers}`
  }
  const [a, b] = [ours.numbers as ArrayLike<number>, other.numbers as ArrayLike<number>]
  const worst = difference(a, b, allowed.least)
  return worst < allowed.most ? undefined : `gives ${some(a)}, but ${some(b)}`
}
const some = (numbers: ArrayLike<number>) => `[${[...Array.from(numbers).slice(0, 12)].join(', ')}]`

/** Compares with tfjs-core, called in the same way or, where it is known to differ, as the list says. */
function againstTfjs(op: string, values: readonly unknown[], ours: readonly core.Tensor[], needed: Set<Difference>) {
  const known = unlikeTfjs.filter(({ ops, when }) => ops.includes(op) && (when === undefined || when(values)))
  const theirs = coreOp(op)
  if (theirs === undefined) return ['tfjs-core has no such op']
  const asIs = compared(() => theirs(...values.map(copied)), ours)
  if (known.length === 0) return asIs
  if (asIs.length > 0 && known.length === 1) needed.add(known[0]!)
  const asked = known.reduce((ask, { instead }) => (instead ? (...args) => instead(ask, args) : ask), theirs)
  return compared(
    () => asked(...values.map(copied)),
    ours,
    known.some(({ random }) => random),
  )
}
/** tfjs-core writes into the lists that it is given. */
const copied = (value: unknown): unknown => (Array.isArray(value) ? value.map(copied) : value)

function compared(expected: () => unknown, ours: readonly core.Tensor[], random = false): string[] {
  let theirs: Found[]
  try {
    theirs = flat(expected()).map(read)
  } catch (error) {
    return [`tfjs-core says: ${error}`]
  }
  if (ours.length !== theirs.length) return [`gives ${ours.length} tensors, tfjs-core ${theirs.length}`]
  return ours.flatMap((y, i) => {
    const other = random ? { ...theirs[i]!, numbers: y.dataSync() } : theirs[i]!
    const text = againstOther(read(y), other, { least: 0.05, most: 1e-5 })
    return text === undefined ? [] : [`${text} in tfjs-core`]
  })
}

/** Runs refused calls of an op, on cpu. */
export async function checkRefused(op: OpSamples, { count, seed }: Asked): Promise<TruthReport> {
  await setBackend('cpu')
  const draw = new Draw(seed)
  const wrong = new Map<string, string>()
  const needed = new Set<string>()
  for (const { args, answer } of collect(op, 2 * count, seed, 10)) {
    const sizes = Object.fromEntries(names.map((name) => [name, draw.int(3, 7)]))
    const numbers = isValid(answer) ? undefined : concrete(args, sizes)
    const now = numbers === undefined ? undefined : answerOf(op.op, numbers)
    if (numbers === undefined || now === undefined || isValid(now)) continue
    core.tidy(() => {
      const text = callText(op.op, numbers)
      const tensors = new Map(tensorsOf(numbers).map((arg) => [arg, tensorOf(arg, draw, op.domain)]))
      const values = plainArgs(numbers, (arg) => tensors.get(arg))
      const before = core.memory().numTensors
      const said = refusal(() => callOurs(op.op, values))
      if (said !== now.message) wrong.set(text, `says ${said}, with symbolic tensors ${now.message}`)
      if (core.memory().numTensors !== before) wrong.set(text, 'leaks')
      if (neverAsked.ops.includes(op.op) && neverAsked.codes.includes(now.code)) return
      try {
        coreOp(op.op)?.(...values)
      } catch {
        return
      }
      if (coreOp(op.op) === undefined) return
      const known = [`${op.op} ${now.code}`, now.code].find((key) => key in stricterThanTfjs)
      if (known === undefined) wrong.set(text, `${now.code} here, accepted by tfjs-core, and not on the list`)
      else needed.add(known)
    })
  }
  return { wrong: [...wrong].map(([call, text]) => `${call}: ${text}`), needed }
}
function refusal(call: () => unknown): string {
  try {
    call()
    return 'nothing'
  } catch (error) {
    return error instanceof ShapeError ? error.message : `what is no ShapeError: ${error}`
  }
}

/** The largest distance between the shares of numbers below a limit (Kolmogorov and Smirnov): 0 to 1. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [first, second] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()]
  let [i, j, worst] = [0, 0, 0]
  while (i < first.length && j < second.length) {
    const at = Math.min(first[i]!, second[j]!)
    while (first[i] === at) i++
    while (second[j] === at) j++
    worst = Math.max(worst, Math.abs(i / first.length - j / second.length))
  }
  return worst
}
