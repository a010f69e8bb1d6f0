import { dispatch } from '../op.js'
import type { numeric } from '../shape/dtype.js'
import type { Arg } from '../shape/outcome.js'
import type { DTypeOf, KindOf, Operand, Result, sameShape } from '../tensor.js'
import { unaryOp } from './common/elementwise.js'
import { greater } from './greater.js'
import { mul } from './mul.js'
import { where } from './where.js'

interface LeakyReluAttrs {
  readonly alpha: number
}
const op = unaryOp({
  name: 'leakyRelu',
  dtype: 'float32',
  kernel: 'LeakyRelu',
  plain: { alpha: 'number' },
  attrs: ({ alpha }: LeakyReluAttrs) => ({ alpha }),
  gradient: (dy, x, _, { alpha }) => where(greater(x, 0), dy, mul(dy, alpha)),
})

/**
 * x above 0, `alpha` times x below.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 * @param alpha Without it, 0.2.
 *
 * @example
 * ```ts
 * const y = tf.leakyRelu([-1, 2]) // Tensor<[2]>: -0.2, 2
 * ```
 */
export function leakyRelu<X extends Operand>(
  x: Arg<numeric<DTypeOf<X>>, 'leakyRelu', X>,
  alpha = 0.2,
): Result<sameShape<X>, 'float32', KindOf<X>> {
  return dispatch(op, [x as Operand], { alpha })
}
