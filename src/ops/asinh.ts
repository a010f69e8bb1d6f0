import { add } from './add.js'
import { unary, type Unary } from './common/elementwise.js'
import { div } from './div.js'
import { sqrt } from './sqrt.js'
import { square } from './square.js'

/**
 * The inverse of the hyperbolic sine.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.asinh([0, 2]) // Tensor<[2]>: 0, 1.444
 * ```
 */
export const asinh: Unary<'asinh', 'float32'> = unary({
  name: 'asinh',
  dtype: 'float32',
  kernel: 'Asinh',
  gradient: (dy, x) => div(dy, sqrt(add(square(x), 1))),
})
