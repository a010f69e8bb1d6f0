import { unary, type Unary } from './common/elementwise.js'
import { exp } from './exp.js'
import { mul } from './mul.js'
import { neg } from './neg.js'
import { square } from './square.js'

/**
 * The Gauss error function.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.erf([-1, 0, 1]) // Tensor<[3]>
 * ```
 */
export const erf: Unary<'erf', 'float32'> = unary({
  name: 'erf',
  dtype: 'float32',
  kernel: 'Erf',
  gradient: (dy, x) => mul(dy, mul(exp(neg(square(x))), 2 / Math.sqrt(Math.PI))),
})
