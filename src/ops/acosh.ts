import { unary, type Unary } from './common/elementwise.js'
import { div } from './div.js'
import { sqrt } from './sqrt.js'
import { square } from './square.js'
import { sub } from './sub.js'

/**
 * The inverse of the hyperbolic cosine; NaN below 1.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.acosh([1, 2]) // Tensor<[2]>: 0, 1.317
 * ```
 */
export const acosh: Unary<'acosh', 'float32'> = unary({
  name: 'acosh',
  dtype: 'float32',
  kernel: 'Acosh',
  gradient: (dy, x) => div(dy, sqrt(sub(square(x), 1))),
})
