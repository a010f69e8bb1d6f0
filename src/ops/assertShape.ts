import { Tensor as CoreTensor } from '@tensorflow/tfjs-core'
import type { Shape } from '../shape/dimension.js'
import { exactly, type DType } from '../shape/dtype.js'
import { ShapeError } from '../shape/errors.js'
import { aDType, assertArguments, sizes } from '../shape/given.js'
import { isFailure, type Arg } from '../shape/outcome.js'
import type { DTypeOf, Result, ShapeOf } from '../tensor.js'
import { disposed, notATensor } from '../operand.js'
import { ensureShapeRule } from './ensureShape.js'
import { refuse } from '../stack.js'

/**
 * Takes any tfjs tensor as one of ours, after a check of its shape. It is the same tensor.
 *
 * @param shape A number must be the size that is there; `null` is any size. A name is any size too, the same wherever it
 * stands.
 * @param dtype The dtype that the tensor must have; without it, it is not looked at.
 * @throws ShapeError `is [2, 3], expected [2, 4]: axis 1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const x = tf.assertShape(tf.ones([4, 10]) as tf.Tensor, ['batch', 10]) // Tensor<[number, 10]>
 * ```
 */
export function assertShape<X extends CoreTensor, const T extends Shape, D extends DType = DTypeOf<X>>(
  x: X,
  shape: Arg<ensureShapeRule<ShapeOf<X>, [...T], 'eager'>, 'assertShape', T>,
  dtype?: Arg<exactly<DTypeOf<X>, D>, 'assertShape', D>,
): Result<ensureShapeRule<ShapeOf<X>, [...T], 'eager'>, NoInfer<D>, 'eager'> {
  if (!(x instanceof CoreTensor)) refuse(new TypeError(`assertShape: ${notATensor('x', x)}`))
  if (x.isDisposed) throw disposed('assertShape')
  assertArguments('assertShape', { shape: sizes, dtype: aDType }, { shape, dtype: dtype ?? x.dtype })
  const outcomes = [ensureShapeRule(x.shape, shape as Shape), exactly(x.dtype, (dtype ?? x.dtype) as DType)]
  const failed = outcomes.find(isFailure)
  if (failed !== undefined) throw new ShapeError('assertShape', failed)
  // The rule, whose type is the result's, has checked this very shape.
  return x as object as Result<ensureShapeRule<ShapeOf<X>, [...T], 'eager'>, NoInfer<D>, 'eager'>
}
