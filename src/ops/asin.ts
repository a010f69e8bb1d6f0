import { unary, type Unary } from './common/elementwise.js'
import { div } from './div.js'
import { sqrt } from './sqrt.js'
import { square } from './square.js'
import { sub } from './sub.js'

/**
 * The angle whose sine is x, from -π/2 to π/2; NaN outside of [-1, 1].
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.asin([0, 1]) // Tensor<[2]>: 0, 1.571
 * ```
 */
export const asin: Unary<'asin', 'float32'> = unary({
  name: 'asin',
  dtype: 'float32',
  kernel: 'Asin',
  gradient: (dy, x) => div(dy, sqrt(sub(1, square(x)))),
})
