import { unary, type Unary } from './common/elementwise.js'
import { mul } from './mul.js'
import { square } from './square.js'
import { sub } from './sub.js'

/**
 * The hyperbolic tangent: from -1 to 1.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.tanh([0, 100]) // Tensor<[2]>: 0, 1
 * ```
 */
export const tanh: Unary<'tanh', 'float32'> = unary({
  name: 'tanh',
  dtype: 'float32',
  kernel: 'Tanh',
  gradient: (dy, _, y) => mul(dy, sub(1, square(y))),
})
