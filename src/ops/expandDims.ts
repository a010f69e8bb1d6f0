import type { Spec } from '../graph/node.js'
import { inOrder } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import type { Shape } from '../shape/dimension.js'
import type { Arg, Failure, Ok } from '../shape/outcome.js'
import type { DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { insertDim } from './common/insertion.js'
import { reshape } from './reshape.js'

/** A new axis of size 1. */
export type expandDimsRule<S extends Shape, X extends number> = insertDim<S, X, 1>
export function expandDimsRule(shape: Shape, axis: number): Ok<Shape> | Failure {
  return insertDim(shape, axis, 1)
}

const op = defineOp<{ readonly axis: number }>({
  name: 'expandDims',
  effect: 'pure',
  infer([x]: readonly Spec[], { axis }) {
    const outcome = expandDimsRule(x!.shape, axis)
    return 'failed' in outcome ? outcome : { shape: outcome.shape, dtype: x!.dtype }
  },
  apart: inOrder,
  lower({ inputs: [x], attrs: { axis } }) {
    const { shape } = expandDimsRule(x!.shape, axis)
    return reshape(x!, shape)
  },
})

/**
 * Adds an axis of size 1.
 *
 * @param x Tensor of any shape and dtype.
 * @param axis Where the new axis stands in the result; a negative one counts from the back.
 * @throws ShapeError `axis 3 is out of range for [2, 3]`
 *
 * @example
 * ```ts
 * const x = tf.expandDims(tf.ones([2, 3]), -1) // Tensor<[2, 3, 1]>
 * ```
 */
export function expandDims<X extends Operand, const N extends number = 0>(
  x: X,
  axis?: Arg<expandDimsRule<ShapeOf<X>, N>, 'expandDims', N>,
): Result<expandDimsRule<ShapeOf<X>, N>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x], { axis: (axis ?? 0) as number })
}
