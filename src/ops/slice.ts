import type { Spec } from '../graph/node.js'
import { moving } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { numberOrNumbers } from '../shape/given.js'
import { addDims, compareDims, subDims, type Dim, type Shape } from '../shape/dimension.js'
import type { AllKnown, Eq, opennessOf, Whole } from '../shape/identity.js'
import type { Boxes, closed, isOpenBox, RankedShape, Sub } from '../shape/open.js'
import { failure, ok, type Arg, type both, type Failure, type Ok } from '../shape/outcome.js'
import { showDim, showShape } from '../shape/show.js'
import type { DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { isBadCount, type entryOf } from '../shape/count.js'
import { wrongWith, type ArgAt, type Blames } from '../shape/blame.js'
import { needsAxes } from './common/needsAxes.js'
import { realOrText } from './common/realOrText.js'
import { pad } from './pad.js'

/** One number is for the first axis. Axes without an entry are taken whole. */
type Range = number | readonly number[]

/** The part that starts at `begin` and has `size`, where -1 is all that is left. */
export type sliceRule<S extends Shape, B extends Range, Z extends Range = -1> =
  Whole<S> extends RankedShape ?
    S extends readonly [] ? needsAxes<S>
    : Whole<opennessOf<S> | opennessOf<B> | opennessOf<Z>> extends AllKnown ? Each<S, listed<B>, listed<Z>, S>
    : both<Each<closed<S>, closedRange<B>, closedRange<Z>, closed<S>>, Ok<PartsOf<S, listed<B>, listed<Z>>>>
  : Ok<number[]>
type closedRange<B extends Range> = B extends readonly unknown[] ? closed<B> : listed<B>
/** Where generic sizes take part, only single sizes stay open. */
type PartsOf<S, B extends readonly unknown[], Z extends readonly unknown[], BoxesB = Boxes<B>, BoxesZ = Boxes<Z>> = {
  -readonly [I in keyof S]: number extends B['length'] | Z['length'] ? number
  : I extends keyof Z ?
    isOpenBox<BoxesZ[I & keyof BoxesZ]> extends true ? Z[I]
    : Z[I] extends -1 ? Left<S[I], I, B, BoxesB>
    : -1 extends Z[I] ? number
    : Z[I]
  : Left<S[I], I, B, BoxesB>
}
/** What is left behind the beginning. */
type Left<D, I, B, BoxesB> =
  I extends keyof B ?
    isOpenBox<BoxesB[I & keyof BoxesB]> extends true ? Sub<D, B[I]>
    : B[I] extends 0 ? D
    : Sub<D, B[I]>
  : D
type Each<S extends Shape, B extends readonly unknown[], Z extends readonly unknown[], Rest, Done extends Dim[] = []> =
  number extends B['length'] | Z['length'] ? Ok<{ -readonly [I in keyof S]: number }>
  : `${S['length']}` extends keyof B ? tooManyEntries<S, 'begin', B['length']>
  : `${S['length']}` extends keyof Z ? tooManyEntries<S, 'size', Z['length']>
  : Along<S, B, Z, Rest, Done>
type Along<S extends Shape, B extends readonly unknown[], Z extends readonly unknown[], Rest, Done extends Dim[]> =
  Rest extends readonly [infer d extends Dim, ...infer Rest2] ?
    [entryOf<B, Done['length'], 0>, entryOf<Z, Done['length'], -1>] extends [infer b, infer z] ?
      [Eq<b, 0>, Eq<z, -1>] extends [true, true] ? Along<S, B, Z, Rest2, [...Done, d]>
      : Part<S, Done['length'], d, b, z> extends infer Size ?
        Size extends Dim ?
          Along<S, B, Z, Rest2, [...Done, Size]>
        : Size
      : never
    : never
  : Ok<Done>
/** The size along one axis, or the failure. */
type Part<S, Axis, d extends Dim, b, z> =
  isBadCount<b> extends true ? badBegin<b, Axis>
  : [z] extends [-1] ?
    compareDims<b, d> extends 'greater' ?
      pastTheEnd<S, Axis, d, 'begin', b>
    : subDims<d, b>
  : isBadCount<z> extends true ? badSize<z, Axis>
  : compareDims<addDims<b, z>, d> extends 'greater' ? pastTheEnd<S, Axis, d, 'size', addDims<b, z>>
  : z
export function sliceRule(shape: Shape, begin: Range, size: Range = -1): Ok<Shape> | Failure {
  if (shape.length === 0) return needsAxes(shape)
  const [starts, sizes] = [listed(begin), listed(size)]
  if (starts.length > shape.length) return tooManyEntries(shape, 'begin', starts.length)
  if (sizes.length > shape.length) return tooManyEntries(shape, 'size', sizes.length)
  const done: Dim[] = []
  for (const [axis, dim] of shape.entries()) {
    const part = partOf(shape, axis, dim, starts[axis] ?? 0, sizes[axis] ?? -1)
    if (part !== null && typeof part === 'object') return part
    done.push(part)
  }
  return ok(done)
}
function partOf(shape: Shape, axis: number, dim: Dim, begin: number, size: number): Dim | Failure {
  if (isBadCount(begin)) return badBegin(begin, axis)
  if (size === -1) {
    if (compareDims(begin, dim) === 'greater') return pastTheEnd(shape, axis, dim, 'begin', begin)
    return subDims(dim, begin)
  }
  if (isBadCount(size)) return badSize(size, axis)
  const end = addDims(begin, size)
  return compareDims(end, dim) === 'greater' ? pastTheEnd(shape, axis, dim, 'size', end) : size
}

type listed<B extends Range> =
  [B] extends [readonly number[]] ? B
  : [B] extends [number] ? [B]
  : number[]
function listed(range: Range): readonly number[] {
  return typeof range === 'number' ? [range] : range
}

/** Which argument the sentence is about. */
type Where = 'begin' | 'size'
export interface pastTheEnd<S, Axis, D, At extends Where, End> extends Blames<At> {
  readonly message: `axis ${Axis & number} of ${showShape<S>} ends at ${showDim<D>}, but ${EndText[At]} is ${showDim<End>}`
}
interface EndText {
  begin: 'begin'
  size: 'begin + size'
}
export function pastTheEnd(shape: Shape, axis: number, dim: Dim, at: Where, end: Dim) {
  const what = at === 'begin' ? 'begin' : 'begin + size'
  return failure(`axis ${axis} of ${showShape(shape)} ends at ${showDim(dim)}, but ${what} is ${showDim(end)}`, {
    code: 'pastTheEnd',
    at,
    shapes: [shape],
    axis,
    sizes: [dim, end],
  })
}
export interface tooManyEntries<S extends Shape, At extends Where, N> extends Blames<At> {
  readonly message: `${At} has ${N & number} entries, but ${showShape<S>} has ${S['length']} axes`
}
export function tooManyEntries(shape: Shape, at: Where, entries: number) {
  return failure(`${at} has ${entries} entries, but ${showShape(shape)} has ${shape.length} axes`, {
    code: 'tooManyEntries',
    at,
    shapes: [shape],
  })
}
export interface badBegin<N, Axis> extends Blames<'begin'> {
  readonly message: `begin is ${N & number} on axis ${Axis & number}; it counts from the front, an integer of at least 0`
}
export function badBegin(n: number, axis: number) {
  return failure(`begin is ${n} on axis ${axis}; it counts from the front, an integer of at least 0`, {
    code: 'badBegin',
    at: 'begin',
    axis,
  })
}
export interface badSize<N, Axis> extends Blames<'size'> {
  readonly message: `size is ${N & number} on axis ${Axis & number}; it is an integer of at least 0, or -1 for the rest`
}
export function badSize(n: number, axis: number) {
  return failure(`size is ${n} on axis ${axis}; it is an integer of at least 0, or -1 for the rest`, {
    code: 'badSize',
    at: 'size',
    axis,
  })
}

interface SliceAttrs {
  readonly begin: Range
  readonly size: Range
}
const op = defineOp<SliceAttrs>({
  name: 'slice',
  effect: 'pure',
  given: { begin: numberOrNumbers, size: numberOrNumbers },
  infer([x]: readonly Spec[], { begin, size }) {
    const outcome = sliceRule(x!.shape, begin, size)
    return (
      wrongWith('x', realOrText(x!.dtype)) ??
      wrongWith('begin', outcome) ??
      wrongWith('size', outcome) ?? {
        shape: outcome.shape,
        dtype: x!.dtype,
      }
    )
  },
  // What is taken whole.
  apart: moving(({ inputs: [x], outputs: [y], attrs: { begin } }) => {
    const starts = startsOf(begin, x!.shape)
    return [x!.shape.map((dim, axis) => (starts[axis] === 0 && dim === y!.shape[axis] ? axis : null))]
  }),
  kernel: {
    name: 'Slice',
    attrs: ({ begin }, [x], [y]) => ({ begin: startsOf(begin, x!.shape), size: y!.shape }),
  },
  gradient: ({ dy, inputs: [x], attrs: { begin } }) => [
    () => {
      const { shape } = x! as { readonly shape: readonly number[] }
      const around = startsOf(begin, shape).map((b, i) => [b, shape[i]! - b - (dy.shape[i] as number)] as const)
      return around.length === 0 ? dy : pad(dy, around)
    },
  ],
})
/** One entry for each axis. */
function startsOf(begin: Range, shape: Shape): number[] {
  return shape.map((_, i) => listed(begin)[i] ?? 0)
}

/**
 * A part of a tensor: from `begin`, as many as `size` says.
 *
 * @param x Tensor of rank 1 or more; any dtype but complex64.
 * @param begin Where the part begins on each axis, counted from the front; a number is for the first axis. Axes that
 * are not in the list are taken whole.
 * @param size How many on each axis; a number is for the first axis, and -1 is all that are left.
 * @throws ShapeError `axis 0 of [3] ends at 3, but begin + size is 4`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: ['seq', 8] })
 * const later = tf.slice(x, [0, 2]) // SymbolicTensor<['batch', 'seq-2', 8]>
 * ```
 */
export function slice<X extends Operand, const B extends Range, const Z extends Range = -1>(
  x: Arg<realOrText<DTypeOf<X>>, 'slice', X>,
  begin: ArgAt<sliceRule<ShapeOf<X>, B, Z>, 'slice', 'begin', B>,
  size?: ArgAt<sliceRule<ShapeOf<X>, B, Z>, 'slice', 'size', Z>,
): Result<sliceRule<ShapeOf<X>, B, Z>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x as Operand], { begin: begin as Range, size: (size ?? -1) as Range })
}
