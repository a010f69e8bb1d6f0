import { unary, type Unary } from './common/elementwise.js'
import { div } from './div.js'
import { square } from './square.js'
import { sub } from './sub.js'

/**
 * The inverse of the hyperbolic tangent; infinite at -1 and 1, NaN outside of them.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.atanh([0, 0.5]) // Tensor<[2]>: 0, 0.549
 * ```
 */
export const atanh: Unary<'atanh', 'float32'> = unary({
  name: 'atanh',
  dtype: 'float32',
  kernel: 'Atanh',
  gradient: (dy, x) => div(dy, sub(1, square(x))),
})
