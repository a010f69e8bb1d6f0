import { add } from './add.js'
import { unary, type Unary } from './common/elementwise.js'
import { div } from './div.js'
import { square } from './square.js'

/**
 * The angle whose tangent is x, from -π/2 to π/2.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.atan([0, 1]) // Tensor<[2]>: 0, 0.785
 * ```
 */
export const atan: Unary<'atan', 'float32'> = unary({
  name: 'atan',
  dtype: 'float32',
  kernel: 'Atan',
  gradient: (dy, x) => div(dy, add(square(x), 1)),
})
