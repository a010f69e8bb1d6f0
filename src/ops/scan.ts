import * as core from '@tensorflow/tfjs-core'
import { specOf, type OpDefinition, type Spec, type Value } from '../graph/node.js'
import { followRows, type Rows } from '../graph/apart.js'
import { inputNode } from '../graph/sources.js'
import { context, copied } from '../context.js'
import { defineOp, dispatch } from '../op.js'
import { disposed, notATensor } from '../operand.js'
import { axisOf, axisOutOfRange } from '../shape/axes.js'
import { substituteShape } from '../shape/binding.js'
import { sameDim, type Shape } from '../shape/dimension.js'
import type { DType } from '../shape/dtype.js'
import { ShapeError } from '../shape/errors.js'
import { aFlag, aFunction, aList, aNumber, anObject, assertArguments, orNull } from '../shape/given.js'
import {
  failure,
  isFailure,
  ok,
  type Arg,
  type Check,
  type Failure,
  type ListArg,
  type Ok,
  type RunTimeFailure,
  type Sentence,
} from '../shape/outcome.js'
import type { Eq } from '../shape/identity.js'
import { showShape, showValue } from '../shape/show.js'
import { isSymbolic, type AnyTensor, type KindOf, type Result, type ShapeOf } from '../tensor.js'
import { callTraced, sizesOf, traced, type Traced } from './common/traced.js'
import { pad } from './pad.js'
import { slice } from './slice.js'
import { stack } from './stack.js'
import { unstack } from './unstack.js'
import { publicly, refuse } from '../stack.js'

/** What one step sees of `xs`: the axis is taken out. */
export type scanRule<S extends Shape, Axis extends number> =
  number extends S['length'] | Axis ? Ok<number[]>
  : [axisOf<S, Axis>] extends [never] ? axisOutOfRange<S, Axis>
  : Ok<Without<S, axisOf<S, Axis>>>
type Without<S extends readonly unknown[], Axis, Done extends unknown[] = []> =
  S extends readonly [infer H, ...infer Rest] ?
    Done['length'] extends Axis ?
      [...Done, ...Rest]
    : Without<Rest, Axis, [...Done, H]>
  : Done
export function scanRule(shape: Shape, axis: number): Ok<Shape> | Failure {
  const index = axisOf(shape, axis)
  return index === undefined ? axisOutOfRange(shape, axis) : ok(shape.filter((_, i) => i !== index))
}

/** The results of all steps, stacked on the axis that was taken out of `xs`. */
type stacked<S extends Shape, X extends Shape, Axis> =
  number extends S['length'] | X['length'] ? number[]
  : Axis extends keyof X ? Insert<S, Axis, X[Axis]>
  : number[]
// Without constraints on what is inferred, so that it is decided inside generic functions.
type Insert<S extends readonly unknown[], Axis, D, Done extends unknown[] = []> =
  Done['length'] extends Axis ? [...Done, D, ...S]
  : S extends readonly [infer H, ...infer Rest] ? Insert<Rest, Axis, D, [...Done, H]>
  : [...Done, D]

/** A carry keeps its shape and dtype from step to step. What is not known is checked when run. */
export type carriesRule<C extends readonly AnyTensor[], R extends readonly AnyTensor[]> =
  number extends C['length'] | R['length'] ? Ok<[]>
  : R['length'] extends C['length'] ? EachCarry<C, R>
  : carriesMissing<C['length'], R['length']>
type EachCarry<C, R, N extends 0[] = []> =
  C extends readonly [infer c, ...infer C2] ?
    R extends readonly [infer r, ...infer R2] ?
      sameShape<ShapeOf<c>, ShapeOf<r>> extends infer Kept ?
        Kept extends false ? carryChanges<ShapeOf<c>, ShapeOf<r>, N['length']>
        : [Extract<DTypeIn<c>, DTypeIn<r>>] extends [never] ? carryConverts<DTypeIn<c>, DTypeIn<r>, N['length']>
        : EachCarry<C2, R2, [...N, 0]>
      : never
    : never
  : Ok<[]>
/** Sizes that are equal or unknown. */
type sameShape<A extends Shape, B extends Shape> =
  Eq<A, B> extends true ? true
  : number extends A['length'] | B['length'] ? true
  : A['length'] extends B['length'] ? SameDims<A, B>
  : false
type SameDims<A, B> =
  A extends readonly [infer a, ...infer A2] ?
    B extends readonly [infer b, ...infer B2] ?
      sameDim<a, b> extends true ?
        SameDims<A2, B2>
      : false
    : true
  : true
export function carriesRule(before: readonly Spec[], after: readonly Spec[]): Ok<unknown> | RunTimeFailure {
  if (after.length !== before.length) return carriesMissing(before.length, after.length)
  for (const [i, { shape, dtype }] of before.entries()) {
    const next = after[i]!
    const same = shape.length === next.shape.length && shape.every((dim, axis) => sameDim(dim, next.shape[axis]!))
    if (!same) return carryChanges(shape, next.shape, i)
    if (dtype !== next.dtype) return carryConverts(dtype, next.dtype, i)
  }
  return ok([])
}

export interface carryChanges<From, To, N> extends Failure {
  readonly index: N
  readonly message: `the step returns ${showShape<To>} for carry ${N & number}, which is ${showShape<From>}`
}
export function carryChanges(from: Shape, to: Shape, index: number) {
  return failure(`the step returns ${showShape(to)} for carry ${index}, which is ${showShape(from)}`, {
    code: 'carryChanges',
    shapes: [from, to],
    index,
  })
}
export interface carryConverts<From, To, N> extends Failure {
  readonly index: N
  readonly message: `the step returns ${To & string} for carry ${N & number}, which is ${From & string}`
}
export function carryConverts(from: DType, to: DType, index: number) {
  return failure(`the step returns ${to} for carry ${index}, which is ${from}`, { code: 'carryConverts', index })
}
export interface carriesMissing<Before, After> extends Failure {
  readonly message: `the step returns ${After & number} carries, init has ${Before & number}`
}
export function carriesMissing(before: number, after: number) {
  return failure(`the step returns ${after} carries, init has ${before}`, { code: 'carriesMissing' })
}

/** The traced function is the step: from the carries and a slice of `xs` to the next carries and a result. */
interface ScanAttrs extends Traced {
  readonly carries: number
  readonly axis: number
  readonly reverse: boolean
}

const op: OpDefinition<ScanAttrs> = defineOp<ScanAttrs>({
  name: 'scan',
  effect: 'pure',
  list: true,
  dims: ['sizes'],
  infer(inputs, attrs) {
    const { body, carries, axis } = attrs
    const xs = inputs[carries]!
    const each = scanRule(xs.shape, axis)
    if ('failed' in each) return each
    const [carry, y] = [inputs.slice(0, carries), specOf(body.outputs[carries]!)]
    const at = axisOf(xs.shape, axis)!
    const rest = substituteShape(y.shape, sizesOf(attrs, 'scan'))
    const shape = [...rest.slice(0, at), xs.shape[at]!, ...rest.slice(at)]
    return [...carry, { shape, dtype: y.dtype }]
  },
  // Rows that lie in the same place in what a step is given and what it gives.
  apart({ rows, inputs, attrs: { body, carries, axis }, name }) {
    const at = axisOf(inputs[carries]!.shape, axis)!
    const given = [...rows.slice(0, carries), without(rows[carries]!, at), ...rows.slice(carries + 1)]
    const places = [...body.inputs, ...body.captured]
    const found = followRows(body.outputs, name, (value) => given[places.indexOf(value)], body.nodes).rows
    const kept = found.slice(0, carries).every((row, i) => row === given[i])
    return found.map((row, i) =>
      !kept ? 'mixed'
      : i === carries ? withAxis(row, at)
      : row,
    )
  },
  // Unrolled: the sizes are known, and the gradient of every step follows from its ops.
  lower({ inputs, attrs }) {
    const { carries, axis, reverse } = attrs
    const [surroundings, sizes] = [inputs.slice(carries + 1), sizesOf(attrs, 'scan')]
    return loop(inputs.slice(0, carries), inputs[carries]!, { axis, reverse }, (carry, x, time) => {
      const outputs = callTraced(attrs, sizes, [...carry, x], surroundings, time)
      return [outputs.slice(0, carries), outputs[carries]!]
    })
  },
})

/** Where rows lie when an axis is taken out, and put in. */
function without(row: Rows, axis: number): Rows {
  if (typeof row !== 'number' || row < axis) return row
  return row === axis ? 'mixed' : row - 1
}
function withAxis(row: Rows, axis: number): Rows {
  return typeof row !== 'number' || row < axis ? row : row + 1
}

type ScanStep = (carry: readonly AnyTensor[], x: AnyTensor, time: number) => readonly [readonly AnyTensor[], AnyTensor]

function loop(
  init: readonly AnyTensor[],
  xs: AnyTensor,
  { axis, reverse }: Required<ScanOptions>,
  step: ScanStep,
): AnyTensor[] {
  const at = axisOf(xs.shape, axis)!
  if (xs.shape[at] === 0) return [...init, noResults(init, xs, at, step)]
  const slices: readonly AnyTensor[] = unstack(xs, at)
  const ys = new Array<AnyTensor>(slices.length)
  let carry = init
  for (let i = 0; i < slices.length; i++) {
    const t = reverse ? slices.length - 1 - i : i
    const [next, y] = stepOf(step(carry, slices[t]!, t))
    assertCarries(carry, next)
    carry = next
    ys[t] = y
  }
  return [...carry, stack(ys, at)]
}
/** Without steps, one on zeros tells the shape of the results. */
function noResults(init: readonly AnyTensor[], xs: AnyTensor, axis: number, step: ScanStep): AnyTensor {
  const zeros = pad(
    xs,
    xs.shape.map((_, i) => [0, i === axis ? 1 : 0] as const),
  )
  const ys = loop(init, zeros, { axis, reverse: false }, step).at(-1)!
  const none = ys.shape.map((size, i) => (i === axis ? 0 : (size as number)))
  return slice(
    ys,
    none.map(() => 0),
    none,
  )
}
function assertCarries(before: readonly Spec[], after: readonly Spec[]): void {
  const kept = carriesRule(before, after)
  if (isFailure(kept)) throw new ShapeError('scan', kept)
}

export interface ScanOptions<Axis extends number = number> {
  /** The axis of `xs` along which the steps go; 0 unless it is given. */
  readonly axis?: Axis
  /** Begin at the end. The results keep their places. */
  readonly reverse?: boolean
}
type Carry<C, Kind> = { -readonly [I in keyof C]: Result<Ok<ShapeOf<C[I]>>, DTypeIn<C[I]>, Kind> }
type DTypeIn<T> = T extends { readonly dtype: infer D extends DType } ? D : DType
/** The carry that the step changes, or all of them when their number is not that of the step's. */
type InitArg<Rule, C extends readonly unknown[]> =
  Check<Rule> extends 'ok' ? C
  : Rule extends { readonly index: number } ? ListArg<Rule, 'scan', C>
  : Sentence<Rule, 'scan'>
type AxisIn<X, Axis extends number> = axisOf<ShapeOf<X>, Axis>

/**
 * A loop over an axis: each step gets the carried values and a slice of `xs`, and returns the next carried values and a
 * result. The number of steps may be a name: `['batch', 'seq', 8]` runs at any length.
 *
 * @param step `(carry, x) => [nextCarry, y]`; the carried values keep their shapes. It may use tensors from around it.
 * @param init The values carried into the first step.
 * @param xs Tensor of rank 1 or more.
 * @returns `[carry, ys]`: what the last step carries on, and all results, stacked along the axis. Without steps, `init`
 * and no results; `step` then runs once on zeros, to tell their shape.
 * @throws ShapeError `axis 3 is out of range for [batch, 10, 8]`, `the step returns [4] for carry 0, which is [3]`
 *
 * @example
 * ```ts
 * const [[total], running] = tf.scan(
 *   ([sum], x) => {
 *     const next = tf.add(sum, x)
 *     return [[next], next]
 *   },
 *   [tf.zeros([3])],
 *   tf.ones([5, 3]),
 * ) // total: Tensor<[3]>, running: Tensor<[5, 3]>
 * ```
 */
export function scan<
  const C extends readonly AnyTensor[],
  X extends AnyTensor,
  R extends readonly AnyTensor[] | [],
  Y extends AnyTensor,
  const Axis extends number = 0,
>(
  step: (
    carry: Carry<C, KindOf<C[number]> | KindOf<X>>,
    x: Result<scanRule<ShapeOf<X>, Axis>, DTypeIn<X>, KindOf<C[number]> | KindOf<X>>,
  ) => readonly [carry: R, y: Y],
  init: InitArg<carriesRule<C, R>, C>,
  xs: Arg<scanRule<ShapeOf<X>, Axis>, 'scan', X>,
  options: ScanOptions<Axis> = {},
): [
  Carry<C, KindOf<C[number]> | KindOf<X>>,
  Result<Ok<stacked<ShapeOf<Y>, ShapeOf<X>, AxisIn<X, Axis>>>, DTypeIn<Y>, KindOf<Y>>,
] {
  const { axis, reverse } = readScan(step, init, xs, options)
  const over = xs as AnyTensor
  // What is passed to `step` has the types that the signature promises; inside, a tensor is a tensor.
  const untyped = step as unknown as ScanStep
  const carried = init as readonly AnyTensor[]
  const all =
    context().plan !== undefined ? unrolled
    : [...carried, over].some(isSymbolic) ? inGraph
    : eager
  const [carry, ys] = publicly(() => all(untyped, carried, over, { axis, reverse }))
  return [carry, ys] as unknown as ReturnType<typeof scan<C, X, R, Y, Axis>>
}

/** What a scan was given, checked. */
function readScan(step: unknown, init: unknown, xs: unknown, options: ScanOptions | null): Required<ScanOptions> {
  assertArguments('scan', { step: aFunction, init: aList, options: orNull(anObject) }, { step, init, options })
  const tensors = [
    ...Array.from(init as readonly unknown[], (each, i) => [`init[${i}]`, each] as const),
    ['xs', xs] as const,
  ]
  for (const [name, tensor] of tensors) {
    if (!isSymbolic(tensor) && !(tensor instanceof core.Tensor))
      refuse(new TypeError(`scan: ${notATensor(name, tensor)}`))
    if (tensor instanceof core.Tensor && tensor.isDisposed) throw disposed('scan')
  }
  const { axis = 0, reverse = false, ...more } = options ?? {}
  const [other] = Object.keys(more)
  if (other !== undefined) refuse(new TypeError(`scan: there is no option '${other}'; it takes 'axis' and 'reverse'`))
  assertArguments('scan', { axis: aNumber, reverse: aFlag }, { axis, reverse })
  return { axis, reverse }
}
/** What a step has returned, checked. */
function stepOf(result: unknown): readonly [readonly AnyTensor[], AnyTensor] {
  const [carry, y] = Array.isArray(result) ? (result as readonly unknown[]) : []
  const isPair = Array.isArray(carry) && [...carry, y].every((each) => isSymbolic(each) || each instanceof core.Tensor)
  if (isPair) return result as [readonly AnyTensor[], AnyTensor]
  throw new TypeError(
    `scan: the step returns [carries, y], a list of tensors and a tensor; it returned ${showValue(result)}`,
  )
}

function split(results: readonly AnyTensor[]): [AnyTensor[], AnyTensor] {
  return [results.slice(0, -1), results.at(-1)!]
}
/** Every step is called: what it does to states, and what a trace makes of its ops, is its own. */
function unrolled(step: ScanStep, init: readonly AnyTensor[], xs: AnyTensor, options: Required<ScanOptions>) {
  const each = scanRule(xs.shape, options.axis)
  if ('failed' in each) throw new ShapeError('scan', each as ReturnType<typeof axisOutOfRange>)
  return split(loop(init, xs, options, step))
}
function eager(step: ScanStep, init: readonly AnyTensor[], xs: AnyTensor, options: Required<ScanOptions>) {
  let results: AnyTensor[] = []
  core.tidy(() => {
    // The results are the caller's: never the handle of a tensor that a step only hands on.
    results = unrolled(step, init, xs, options)
      .flat()
      .map((result) => copied(result as AnyTensor & core.Tensor) as AnyTensor)
    return results as unknown as core.Tensor[]
  })
  return split(results)
}
function inGraph(step: ScanStep, init: readonly AnyTensor[], xs: AnyTensor, { axis, reverse }: Required<ScanOptions>) {
  const specs = [...init, xs].map((value) => (isSymbolic(value) ? specOf(value) : value))
  const each = scanRule(specs.at(-1)!.shape, axis)
  if ('failed' in each) throw new ShapeError('scan', each as ReturnType<typeof axisOutOfRange>)
  const carry = specs.slice(0, -1).map((spec) => inputNode(spec, 'carry'))
  const x = inputNode({ shape: each.shape, dtype: xs.dtype }, 'x')
  const [next, y] = stepOf(step(carry, x, 0))
  const outputs = [...next, y].map(asValue)
  assertCarries(carry.map(specOf), outputs.slice(0, -1).map(specOf))
  const attrs: ScanAttrs = { ...traced([...carry, x], outputs), carries: init.length, axis, reverse }
  return split(dispatch<AnyTensor[], ScanAttrs>(op, [...init, xs, ...attrs.body.captured], attrs))
}
function asValue(value: AnyTensor): Value {
  if (isSymbolic(value)) return value
  throw new TypeError('scan: over symbolic tensors, the step must return symbolic tensors')
}
