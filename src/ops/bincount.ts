import type { Spec } from '../graph/node.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import { countRule } from '../shape/count.js'
import { productOf, sameDim, type Shape } from '../shape/dimension.js'
import { numeric } from '../shape/dtype.js'
import { needed } from '../shape/given.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import type { countOf } from '../shape/open.js'
import { failure, ok, type Arg, type both, type Failure, type Ok, type ShapeThenDType } from '../shape/outcome.js'
import { showShape } from '../shape/show.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { convert, counted } from './common/dtypes.js'
import { asInt32, assertWhole, indicesRule, isPlain } from './common/indices.js'
import { addUp } from './common/segments.js'
import { fill } from './fill.js'
import { reshape } from './reshape.js'

/** As many weights as elements, or none. */
export type weightsRule<X extends Shape, W extends Shape> =
  Whole<opennessOf<X>> extends AllKnown ?
    Whole<opennessOf<W>> extends AllKnown ?
      weightsKnown<X, W>
    : Ok<[]>
  : Ok<[]>
type weightsKnown<X extends Shape, W extends Shape> =
  productOf<W> extends 0 ? Ok<[]>
  : sameDim<productOf<X>, productOf<W>> extends false ? oneWeightEach<X, W>
  : Ok<[]>
export function weightsRule(x: Shape, weights: Shape): Ok<Shape> | Failure {
  const count = productOf(weights)
  return count === 0 || sameDim(productOf(x), count) ? ok([]) : oneWeightEach(x, weights)
}
export interface oneWeightEach<X, W> extends Failure {
  readonly message: `needs a weight for each element of ${showShape<X>}, or none, got ${showShape<W>}`
}
export function oneWeightEach(x: Shape, weights: Shape) {
  return failure(`needs a weight for each element of ${showShape(x)}, or none, got ${showShape(weights)}`, {
    code: 'oneWeightEach',
    shapes: [x, weights],
  })
}

interface BincountAttrs {
  readonly size: number
  /** `x` was given as plain values. */
  readonly plain: boolean
}
const op = defineOp<BincountAttrs>({
  name: 'bincount',
  effect: 'pure',
  operands: ['x', 'weights'],
  given: { size: needed },
  infer: ([x, weights]: readonly Spec[], { size, plain }) =>
    wrongWith('x', indicesRule(x!, plain)) ??
    wrongWith('weights', weightsRule(x!.shape, weights!.shape)) ??
    wrongWith('weights', numeric(weights!.dtype)) ??
    wrongWith('size', countRule('size', size, 0)) ?? { shape: [size], dtype: counted(weights!.dtype) },
  lower({ inputs: [x, weights], attrs: { size } }) {
    const count = productOf(x!.shape) as number
    const dtype = counted(weights!.dtype)
    const each: AnyTensor =
      weights!.shape.includes(0) ? fill([count], 1, dtype) : reshape(convert(weights!, dtype), [count])
    return addUp(each, reshape(asInt32(x!), [count]), size)
  },
})

/**
 * How often each number stands in a tensor, or the sum of the weights of its elements.
 *
 * @param x int32, of any shape. Numbers and nested arrays are taken as int32. Numbers below 0, or of `size` and more, count
 * for nothing.
 * @param weights As many as `x` has elements; without any (`[]`) each counts 1. float32, int32 or bool.
 * @param size The counts are those of 0 to `size - 1`.
 * @returns [size], in the dtype of `weights`; int32 for bool.
 * @throws ShapeError `needs a weight for each element of [3], or none, got [2]`
 * @throws ShapeError `size is an integer of at least 0, got -1`
 *
 * @example
 * ```ts
 * const counts = tf.bincount([1, 0, 1], [], 3) // Tensor<[3]>: 1, 2, 0
 * ```
 */
export function bincount<X extends Operand, W extends Operand, N extends number>(
  x: Arg<indicesRule<X>, 'bincount', X>,
  weights: ShapeThenDType<weightsRule<ShapeOf<X>, ShapeOf<W>>, numeric<DTypeOf<W>>, 'bincount', W>,
  size: Arg<countRule<'size', N, 0>, 'bincount', N>,
): Result<Counts<ShapeOf<X>, ShapeOf<W>, N>, counted<DTypeOf<W>>, KindOf<X> | KindOf<W>> {
  assertWhole('bincount', x as Operand)
  return dispatch(op, [x, weights] as readonly Operand[], { size: size as number, plain: isPlain(x as Operand) })
}
/** The size does not wait for its rule, which inside generic functions stays open. */
type Counts<X extends Shape, W extends Shape, N> = both<weightsRule<X, W>, Ok<[countOf<N, 0>]>>
