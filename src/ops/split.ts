import type { Sized, Spec } from '../graph/node.js'
import { butAxis } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { aNumber, numberOrNumbers } from '../shape/given.js'
import { axisOf, axisOutOfRange, replaceDim } from '../shape/axes.js'
import { isBadCount } from '../shape/count.js'
import {
  type addDims,
  compareDims,
  divideExactly,
  sameDim,
  subDims,
  sumOf,
  type Dim,
  type Shape,
} from '../shape/dimension.js'
import { numeric } from '../shape/dtype.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import type { Boxes, Calculation, closed, First, Sub, isOpenBox, later, RankedShape, Second } from '../shape/open.js'
import type { isLiteral } from '../shape/literal.js'
import { failure, type Arg, type both, type Failure } from '../shape/outcome.js'
import { showDim, showShape } from '../shape/show.js'
import type { DTypeOf, KindOf, Operand, ShapeOf } from '../tensor.js'
import type { axisOrFirst, whenLeftOut } from './common/axis.js'
import { repeated, type OkList, type Results } from './common/list.js'
import { wrongWith, type ArgAt, type Blames } from '../shape/blame.js'
import type { one } from './common/one.js'
import { concat } from './concat.js'

/** So many equal parts, or the size of each. */
type Parts = number | readonly number[]

/** The parts of an axis; -1 in a list of sizes is what the others leave. */
export type splitRule<S extends Shape, N extends Parts, X extends number, Box = readonly [N]> =
  Whole<S> extends RankedShape ?
    isOpenBox<Box> extends true ? OkList<replaceDim<S, axisOf<S, X>, later<Quotient, [S[axisOf<S, X> & keyof S], N]>>[]>
    : Whole<opennessOf<Boxes<S>[axisOf<S, X> & keyof S]> | opennessOf<N>> extends AllKnown ? SplitKnown<S, N, X>
    : both<SplitKnown<closed<S>, closedParts<N>, X>, SplitOpen<S, N, axisOf<S, X>>>
  : OkList<number[][]>
type SplitKnown<S extends Shape, N extends Parts, X extends number> =
  isLiteral<X> extends false ? OkList<{ -readonly [I in keyof S]: number }[]>
  : [axisOf<S, X>] extends [never] ? axisOutOfRange<S, X> & Blames<'axis'>
  : [N] extends [number] ? Equal<S, axisOf<S, X>, S[axisOf<S, X> & keyof S], N>
  : [N] extends [readonly number[]] ? Listed<S, axisOf<S, X>, S[axisOf<S, X> & keyof S], N>
  : OkList<replaceDim<S, axisOf<S, X>, number>[]>
/** Where generic sizes take part, only single sizes stay open. */
type SplitOpen<S extends Shape, N, Axis> =
  N extends number ? OkList<repeated<replaceDim<S, Axis, later<Quotient, [S[Axis & keyof S], N]>>, N>>
  : number extends LengthOf<N> ? OkList<replaceDim<S, Axis, number>[]>
  : PartsOf<S, Axis, N, Boxes<N>>
type closedParts<N extends Parts> = N extends readonly unknown[] ? closed<N> : N
type LengthOf<N> = N extends { readonly length: infer Length } ? Length : number
interface Quotient extends Calculation {
  readonly kind: 'part'
  readonly size: divideExactly<First<this>, Second<this>> extends infer Size extends Dim ?
    Size extends 'no' ?
      number
    : Size
  : number
}
type PartsOf<S extends Shape, Axis, N, X> = OkList<{
  -readonly [I in keyof N]: replaceDim<
    S,
    Axis,
    isOpenBox<X[I & keyof X]> extends true ? N[I]
    : N[I] extends -1 ? Sub<S[Axis & keyof S], SumOfGiven<N>>
    : N[I]
  >
}>
type SumOfGiven<N> = later<SumOfParts, N>
interface SumOfParts extends Calculation {
  readonly kind: 'sumOfParts'
  readonly size: AddUp<this['of']>
}
type AddUp<N, Sum = 0> =
  N extends readonly [infer H, ...infer Rest] ? AddUp<Rest, H extends -1 ? Sum : addDims<Sum, H>> : Sum
type Equal<S extends Shape, Axis, D, N extends number> =
  isLiteral<N> extends false ? OkList<replaceDim<S, Axis, number>[]>
  : isBadCount<N, 1> extends true ? badCount<N>
  : divideExactly<D, N> extends infer Size ?
    Size extends 'no' ?
      unevenParts<S, Axis, D, N>
    : OkList<repeated<replaceDim<S, Axis, Size>, N>>
  : never
type Listed<S extends Shape, Axis, D, N extends readonly number[]> =
  one<N> extends false ? OkList<replaceDim<S, Axis, number>[]>
  : number extends N['length'] ? OkList<replaceDim<S, Axis, number>[]>
  : N extends readonly [] ? badCount<0>
  : Scan<N> extends infer Seen ?
    Seen extends { readonly failed: true } ? Seen
    : Seen extends [infer Given extends Dim[], infer Open] ? Sizes<S, Axis, D, N, sumOf<Given>, Open>
    : never
  : never
/** [the sizes that are given, is there a -1] */
type Scan<N, Given extends Dim[] = [], Open = false> =
  N extends readonly [infer H, ...infer Rest] ?
    [H] extends [-1] ?
      Open extends true ?
        twoRests
      : Scan<Rest, Given, true>
    : isBadCount<H> extends true ? badPart<H>
    : Scan<Rest, [...Given, H & number], Open>
  : [Given, Open]
type Sizes<S extends Shape, Axis, D, N extends readonly number[], Sum, Open> =
  Open extends true ?
    compareDims<Sum, D> extends 'greater' ?
      partsDiffer<S, Axis, D, Sum>
    : OkList<{ -readonly [I in keyof N]: replaceDim<S, Axis, [N[I]] extends [-1] ? subDims<D, Sum> : N[I]> }>
  : sameDim<Sum, D> extends true ? OkList<{ -readonly [I in keyof N]: replaceDim<S, Axis, N[I]> }>
  : partsDiffer<S, Axis, D, Sum>
export function splitRule(shape: Shape, parts: Parts, axis: number): OkList<readonly Shape[]> | Failure {
  const index = axisOf(shape, axis)
  if (index === undefined) return axisOutOfRange(shape, axis)
  const dim = shape[index]!
  if (typeof parts === 'number') {
    if (isBadCount(parts, 1)) return badCount(parts)
    const size = divideExactly(dim, parts)
    return size === 'no' ?
        unevenParts(shape, index, dim, parts)
      : { shapes: repeated(replaceDim(shape, index, size), parts) }
  }
  if (parts.length === 0) return badCount(0)
  const known: number[] = []
  let open = false
  for (const part of parts) {
    if (part === -1 && open) return twoRests()
    if (part === -1) open = true
    else if (isBadCount(part)) return badPart(part)
    else known.push(part)
  }
  const sum = sumOf(known)
  const fits = open ? compareDims(sum, dim) !== 'greater' : sameDim(sum, dim)
  if (!fits) return partsDiffer(shape, index, dim, sum)
  return { shapes: parts.map((part) => replaceDim(shape, index, part === -1 ? subDims(dim, sum) : part)) }
}

export interface unevenParts<S, Axis, D, N> extends Failure {
  readonly message: `axis ${Axis & number} of ${showShape<S>} is ${showDim<D>}, which does not split into ${N & number} equal parts`
}
export function unevenParts(shape: Shape, axis: number, dim: Dim, parts: number) {
  const text = `axis ${axis} of ${showShape(shape)} is ${showDim(dim)}, which does not split into ${parts} equal parts`
  return failure(text, { code: 'unevenParts', shapes: [shape], axis, sizes: [dim, parts] })
}
export interface partsDiffer<S, Axis, D, Sum> extends Failure {
  readonly message: `the parts add up to ${showDim<Sum>}, but axis ${Axis & number} of ${showShape<S>} is ${showDim<D>}`
}
export function partsDiffer(shape: Shape, axis: number, dim: Dim, sum: Dim) {
  const text = `the parts add up to ${showDim(sum)}, but axis ${axis} of ${showShape(shape)} is ${showDim(dim)}`
  return failure(text, { code: 'partsDiffer', shapes: [shape], axis, sizes: [sum, dim] })
}
export interface badCount<N> extends Failure {
  readonly message: `the number of parts is an integer of at least 1, got ${N & number}`
}
export function badCount(n: number) {
  return failure(`the number of parts is an integer of at least 1, got ${n}`, { code: 'badCount', sizes: [n] })
}
export interface badPart<N> extends Failure {
  readonly message: `${N & number} is not a size; it is an integer of at least 0, or -1 for the rest`
}
export function badPart(n: number) {
  return failure(`${n} is not a size; it is an integer of at least 0, or -1 for the rest`, {
    code: 'badPart',
    sizes: [n],
  })
}
export interface twoRests extends Failure {
  readonly message: 'only one size can be -1'
}
export function twoRests() {
  return failure('only one size can be -1', { code: 'twoRests' })
}
interface SplitAttrs {
  readonly numOrSizeSplits: Parts
  readonly axis: number
}
const op = defineOp<SplitAttrs>({
  name: 'split',
  effect: 'pure',
  given: { numOrSizeSplits: numberOrNumbers, axis: aNumber },
  list: true,
  infer([x]: readonly Spec[], { numOrSizeSplits, axis }) {
    const outcome = splitRule(x!.shape, numOrSizeSplits, axis)
    const shapes = 'failed' in outcome ? [] : outcome.shapes
    return (
      wrongWith('x', numeric(x!.dtype)) ??
      wrongWith('numOrSizeSplits', outcome) ??
      wrongWith('axis', outcome) ??
      shapes.map((shape) => ({ shape, dtype: x!.dtype }))
    )
  },
  apart: butAxis,
  kernel: {
    name: 'SplitV',
    attrs({ axis }, [x], outputs: readonly Sized[]) {
      const index = axisOf(x!.shape, axis)!
      return { numOrSizeSplits: outputs.map(({ shape }) => shape[index]), axis: index }
    },
  },
  gradient: ({ dys, inputs: [x], attrs: { axis } }) => [() => concat(dys, axisOf(x!.shape, axis)!)],
})

/**
 * Splits a tensor along an axis.
 *
 * @param x Tensor of rank 1 or more; float32, int32 or bool.
 * @param numOrSizeSplits So many equal parts, or the size of each part; one of the sizes can be -1, for the rest.
 * @param axis Which axis; a negative one counts from the back.
 * @returns A list; in types a tuple up to 64 parts, and an array past that.
 * @throws ShapeError `axis 1 of [2, 5] is 5, which does not split into 2 equal parts`
 *
 * @example
 * ```ts
 * const [a, b] = tf.split(tf.ones([2, 5]), [2, -1], 1) // Tensor<[2, 2]>, Tensor<[2, 3]>
 * ```
 */
export function split<X extends Operand, const N extends Parts, const A extends number | undefined = undefined>(
  x: Arg<numeric<DTypeOf<X>>, 'split', X>,
  numOrSizeSplits: Arg<
    whenLeftOut<A, splitRule<ShapeOf<X>, N, 0>>,
    'split',
    ArgAt<splitRule<ShapeOf<X>, N, axisOrFirst<A>>, 'split', 'parts', N>
  >,
  axis?: ArgAt<splitRule<ShapeOf<X>, N, axisOrFirst<A>>, 'split', 'axis', A>,
): Results<splitRule<ShapeOf<X>, N, axisOrFirst<A>>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x as Operand], { numOrSizeSplits: numOrSizeSplits as Parts, axis: (axis ?? 0) as number })
}
