import { unary, type Unary } from './common/elementwise.js'
import { cos } from './cos.js'
import { div } from './div.js'
import { square } from './square.js'

/**
 * The tangent of angles in radians.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.tan([0, 1]) // Tensor<[2]>: 0, 1.557
 * ```
 */
export const tan: Unary<'tan', 'float32'> = unary({
  name: 'tan',
  dtype: 'float32',
  kernel: 'Tan',
  gradient: (dy, x) => div(dy, square(cos(x))),
})
