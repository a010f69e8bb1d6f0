import type { Spec } from '../graph/node.js'
import { but } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { mostAxes } from '../kernels.js'
import { aList, aNumber } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { addDims, productOf, type Dim, type Shape } from '../shape/dimension.js'
import { numeric } from '../shape/dtype.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import type { Add, closed, eachClosed, RankedShape, sumsOf } from '../shape/open.js'
import type { isLiteral } from '../shape/literal.js'
import { failure, ok, type Arg, type both, type Failure, type Ok } from '../shape/outcome.js'
import { showShape, showValue } from '../shape/show.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { isBadCount, type someBadCount } from '../shape/count.js'
import { storable } from './common/dtypes.js'
import { needsAxes } from './common/needsAxes.js'
import { reshape } from './reshape.js'
import { slice } from './slice.js'

type Paddings = readonly (readonly [before: number, after: number])[]
/** What the compiler takes: the rule says which entry is no pair. */
type PaddingsArg = readonly (number | readonly number[])[]

/** Each axis grows at both ends. */
export type padRule<S extends Shape, P extends PaddingsArg> =
  Whole<S> extends RankedShape ?
    Whole<opennessOf<S> | opennessOfPairs<P>> extends AllKnown ?
      PadKnown<S, P>
    : both<PadKnown<closed<S>, eachClosed<P>>, Ok<sumsOf<S, Amounts<P>>>>
  : Ok<number[]>
type opennessOfPairs<P> = P extends readonly (infer Pair)[] ? opennessOf<Pair> : never
/** Where generic sizes take part, only single sizes stay open. */
type Amounts<P> = {
  -readonly [I in keyof P]: P[I] extends readonly [infer Before, infer After] ? Add<Before, After> : number
}
type PadKnown<S extends Shape, P extends PaddingsArg> =
  S extends readonly [] ? needsAxes<S>
  : number extends P['length'] ? Ok<{ -readonly [I in keyof S]: number }>
  : [S['length']] extends [P['length']] ?
    FirstBad<P> extends infer Bad ?
      [Bad] extends [never] ?
        Ok<Grown<S, P>>
      : Bad
    : never
  : onePairEach<S, P['length']>
/** A mapped type is cheaper than steps from axis to axis. The first parameter has no constraint for the same reason. */
type Grown<S, P> = { -readonly [I in keyof S]: GrownDim<S[I], P[I & keyof P]> }
type GrownDim<d, Pair> =
  [Pair] extends [readonly [infer before extends number, infer after extends number]] ?
    `${before}${after}` extends '00' ?
      d
    : addDims<d, addDims<before, after>>
  : number
/** All at once at first: nearly always none is bad. */
type FirstBad<P extends PaddingsArg> =
  Whole<P> extends Whole<Paddings> ?
    true extends someBadCount<P[number][number & keyof P[number]]> ?
      FirstBadFrom<P>
    : never
  : FirstBadFrom<P>
type FirstBadFrom<P, Axis extends 0[] = []> =
  P extends readonly [readonly [infer before, infer after], ...infer Rest] ?
    isBadCount<before> extends true ? badPadding<before, Axis['length']>
    : isBadCount<after> extends true ? badPadding<after, Axis['length']>
    : FirstBadFrom<Rest, [...Axis, 0]>
  : P extends readonly [infer Other, ...infer Rest] ?
    isLiteral<Other extends readonly unknown[] ? Other['length'] : Other> extends true ?
      notAPair<Other, Axis['length']>
    : FirstBadFrom<Rest, [...Axis, 0]>
  : never
export function padRule(shape: Shape, paddings: Paddings): Ok<Shape> | Failure {
  if (shape.length === 0) return needsAxes(shape)
  if (paddings.length !== shape.length) return onePairEach(shape, paddings.length)
  const done: Dim[] = []
  for (const [axis, dim] of shape.entries()) {
    const pair: unknown = paddings[axis]
    if (!Array.isArray(pair) || pair.length !== 2) return notAPair(pair, axis)
    const [before, after] = paddings[axis]!
    const bad = [before, after].find((cells) => isBadCount(cells))
    if (bad !== undefined) return badPadding(bad, axis)
    done.push(addDims(dim, addDims(before, after)))
  }
  return ok(done)
}

export interface onePairEach<S, N> extends Failure {
  readonly message: `needs one pair [before, after] for each axis of ${showShape<S>}, got ${N & number}`
}
export function onePairEach(shape: Shape, pairs: number) {
  return failure(`needs one pair [before, after] for each axis of ${showShape(shape)}, got ${pairs}`, {
    code: 'onePairEach',
    shapes: [shape],
  })
}
export interface notAPair<P, Axis> extends Failure {
  readonly message: `the padding of axis ${Axis & number} is a pair [before, after], got ${showValue<P>}`
}
export function notAPair(given: unknown, axis: number) {
  return failure(`the padding of axis ${axis} is a pair [before, after], got ${showValue(given)}`, {
    code: 'notAPair',
    axis,
  })
}
export interface badPadding<N, Axis> extends Failure {
  readonly message: `the padding ${N & number} on axis ${Axis & number} is not an integer of at least 0`
}
export function badPadding(n: number, axis: number) {
  return failure(`the padding ${n} on axis ${axis} is not an integer of at least 0`, { code: 'badPadding', axis })
}

export interface PadAttrs {
  readonly paddings: Paddings
  readonly constantValue: number
}
const op = defineOp<PadAttrs>({
  name: 'pad',
  effect: 'pure',
  given: { paddings: aList, constantValue: aNumber },
  infer([x]: readonly Spec[], { paddings }) {
    const outcome = padRule(x!.shape, paddings)
    return (
      wrongWith('x', numeric(x!.dtype)) ?? wrongWith('paddings', outcome) ?? { shape: outcome.shape, dtype: x!.dtype }
    )
  },
  apart: but(({ paddings }: PadAttrs) =>
    paddings.flatMap((around, axis) => (around.some((n) => n !== 0) ? [axis] : [])),
  ),
  lower: ({ inputs: [x], attrs }) => (x!.shape.length > mostAxes ? padEach(x!, attrs) : undefined),
  kernel: {
    name: 'PadV2',
    attrs: ({ paddings, constantValue }, [x]) => ({ paddings, constantValue: storable(constantValue, x!.dtype) }),
  },
  gradient: ({ dy, inputs: [x], attrs: { paddings } }) => [
    () =>
      slice(
        dy,
        paddings.map(([before]) => before),
        x!.shape as readonly number[],
      ),
  ],
})
/** One axis after the other, what lies in front of it and behind it as one. */
function padEach(x: AnyTensor, { paddings, constantValue }: PadAttrs): AnyTensor {
  return paddings.reduce<AnyTensor>((padded, [before, after], axis) => {
    if (before + after === 0) return padded
    const shape = padded.shape as readonly number[]
    const [front, size, back] = [shape.slice(0, axis), shape[axis]!, shape.slice(axis + 1)]
    const middle = reshape(padded, [productOf(front) as number, size, productOf(back) as number])
    return reshape(
      pad(
        middle,
        [
          [0, 0],
          [before, after],
          [0, 0],
        ],
        constantValue,
      ),
      [...front, size + before + after, ...back],
    )
  }, x)
}

/**
 * Puts a border of one value around a tensor.
 *
 * @param x Tensor of rank 1 or more; float32, int32 or bool.
 * @param paddings For each axis, how many before and how many after.
 * @param constantValue The value of the border.
 * @throws ShapeError `needs one pair [before, after] for each axis of [2, 3], got 1`
 *
 * @example
 * ```ts
 * const x = tf.pad(tf.ones([2, 3]), [[0, 0], [1, 2]]) // Tensor<[2, 6]>
 * ```
 */
export function pad<X extends Operand, const P extends PaddingsArg>(
  x: Arg<numeric<DTypeOf<X>>, 'pad', X>,
  paddings: Arg<padRule<ShapeOf<X>, P>, 'pad', P>,
  constantValue?: number,
): Result<padRule<ShapeOf<X>, P>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x as Operand], {
    paddings: paddings as PaddingsArg as Paddings,
    constantValue: constantValue ?? 0,
  })
}
