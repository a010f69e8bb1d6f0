import { dispatch } from '../op.js'
import type { numeric } from '../shape/dtype.js'
import type { Arg } from '../shape/outcome.js'
import type { DTypeOf, KindOf, Operand, Result, sameShape } from '../tensor.js'
import { unaryOp } from './common/elementwise.js'
import { zerosLike } from './zerosLike.js'

interface StepAttrs {
  readonly alpha: number
}
const op = unaryOp({
  name: 'step',
  dtype: 'same',
  kernel: 'Step',
  plain: { alpha: 'number' },
  attrs: ({ alpha }: StepAttrs) => ({ alpha }),
  gradient: (dy) => zerosLike(dy),
})

/**
 * 1 where x is above 0, else `alpha`. Its gradient is taken to be 0 everywhere.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 * @param alpha Without it, 0.
 *
 * @example
 * ```ts
 * const on = tf.step([-1, 0, 2]) // Tensor<[3]>: 0, 0, 1
 * ```
 */
export function step<X extends Operand>(
  x: Arg<numeric<DTypeOf<X>>, 'step', X>,
  alpha = 0,
): Result<sameShape<X>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x as Operand], { alpha })
}
