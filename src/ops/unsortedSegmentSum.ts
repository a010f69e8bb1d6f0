import type { Spec } from '../graph/node.js'
import { but } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import { countRule } from '../shape/count.js'
import { sameDim, type Shape } from '../shape/dimension.js'
import { numeric } from '../shape/dtype.js'
import { needed } from '../shape/given.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import type { closed, countOf, isOpenBox, RankedShape } from '../shape/open.js'
import { failure, ok, type Arg, type both, type Failure, type Ok, type ShapeThenDType } from '../shape/outcome.js'
import { showShape } from '../shape/show.js'
import type { DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { convert, counted } from './common/dtypes.js'
import { asInt32, assertWhole, indicesRule, isPlain } from './common/indices.js'
import { axesRule } from './common/needsAxes.js'
import { addUp } from './common/segments.js'

/** An index for each row. */
export type segmentsRule<S extends Shape, I extends Shape> =
  number extends S['length'] | I['length'] ? Ok<number[]>
  : S extends readonly [unknown, ...infer Rest] ?
    Whole<opennessOf<S> | opennessOf<I>> extends AllKnown ?
      both<inSegments<S, I>, Ok<Rest>>
    : both<inSegments<closed<S>, closed<I>>, Ok<Rest>>
  : Ok<number[]>
type inSegments<S extends Shape, I extends Shape> =
  I extends readonly [infer k] ?
    sameDim<S[0], k> extends true ?
      Ok<[]>
    : oneIdEach<S, I>
  : oneIdEach<S, I>
export function segmentsRule(shape: Shape, ids: Shape): Ok<Shape> | Failure {
  if (shape.length === 0) return ok([])
  return ids.length === 1 && sameDim(shape[0]!, ids[0]!) ? ok(shape.slice(1)) : oneIdEach(shape, ids)
}
export interface oneIdEach<S, I> extends Failure {
  readonly message: `needs an index for each row of ${showShape<S>}, got ${showShape<I>}`
}
export function oneIdEach(shape: Shape, ids: Shape) {
  return failure(`needs an index for each row of ${showShape(shape)}, got ${showShape(ids)}`, {
    code: 'oneIdEach',
    shapes: [shape, ids],
  })
}

interface SegmentAttrs {
  readonly numSegments: number
  /** The indices were given as plain values. */
  readonly plain: boolean
}
const op = defineOp<SegmentAttrs>({
  name: 'unsortedSegmentSum',
  effect: 'pure',
  operands: ['x', 'segmentIds'],
  given: { numSegments: needed },
  infer([x, ids]: readonly Spec[], { numSegments, plain }) {
    const rest = segmentsRule(x!.shape, ids!.shape)
    return (
      wrongWith('x', axesRule(x!.shape)) ??
      wrongWith('x', numeric(x!.dtype)) ??
      wrongWith('segmentIds', rest) ??
      wrongWith('segmentIds', indicesRule(ids!, plain)) ??
      wrongWith('numSegments', countRule('numSegments', numSegments, 0)) ?? {
        shape: [numSegments, ...rest.shape],
        dtype: counted(x!.dtype),
      }
    )
  },
  apart: but(() => [0]),
  lower: ({ inputs: [x, ids], attrs: { numSegments } }) =>
    addUp(convert(x!, counted(x!.dtype)), asInt32(ids!), numSegments),
})

/** A count that is a parameter is not asked about: its rule would stay open. */
type Sums<S extends Shape, I extends Shape, N, Box = readonly [N]> =
  Whole<S> extends RankedShape ?
    isOpenBox<Box> extends true ?
      SumsOf<S, I, N>
    : both<countRule<'numSegments', N, 0>, SumsOf<S, I, N>>
  : Ok<number[]>
type SumsOf<S extends Shape, I extends Shape, N> = both<
  both<axesRule<S>, segmentsRule<S, I>>,
  Each<segmentsRule<S, I>, countOf<N, 0>>
>
type Each<Rest, Count> =
  Rest extends Ok<infer Sizes> ?
    Sizes extends readonly unknown[] ?
      number extends Sizes['length'] ?
        Ok<number[]>
      : Ok<[Count, ...Sizes]>
    : never
  : never

/**
 * Adds rows up by segments: the result has at each index the sum of the rows that have it in `segmentIds`, zeros where none
 * has.
 *
 * @param x float32, int32 or bool, of rank 1 or more.
 * @param segmentIds int32, one for each row, in any order. Nested arrays are taken as int32. Rows with an index out of range
 * count for nothing.
 * @param numSegments How many sums there are.
 * @returns [numSegments, ...], in the dtype of `x`; int32 for bool.
 * @throws ShapeError `needs an index for each row of [3, 2], got [4]`
 * @throws ShapeError `numSegments is an integer of at least 0, got -1`
 *
 * @example
 * ```ts
 * const sums = tf.unsortedSegmentSum([1, 2, 3], [1, 0, 1], 2) // Tensor<[2]>: 2, 4
 * ```
 */
export function unsortedSegmentSum<X extends Operand, I extends Operand, N extends number>(
  x: ShapeThenDType<axesRule<ShapeOf<X>>, numeric<DTypeOf<X>>, 'unsortedSegmentSum', X>,
  segmentIds: ShapeThenDType<segmentsRule<ShapeOf<X>, ShapeOf<I>>, indicesRule<I>, 'unsortedSegmentSum', I>,
  numSegments: Arg<countRule<'numSegments', N, 0>, 'unsortedSegmentSum', N>,
): Result<Sums<ShapeOf<X>, ShapeOf<I>, N>, counted<DTypeOf<X>>, KindOf<X> | KindOf<I>> {
  assertWhole('unsortedSegmentSum', segmentIds as Operand)
  return dispatch(op, [x, segmentIds] as readonly Operand[], {
    numSegments: numSegments as number,
    plain: isPlain(segmentIds as Operand),
  })
}
