import { unary, type Unary } from './common/elementwise.js'
import { div } from './div.js'
import { mul } from './mul.js'

/**
 * The square root: NaN below 0.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.sqrt([4, 9]) // Tensor<[2]>: 2, 3
 * ```
 */
export const sqrt: Unary<'sqrt', 'float32'> = unary({
  name: 'sqrt',
  dtype: 'float32',
  kernel: 'Sqrt',
  gradient: (dy, _, y) => div(dy, mul(y, 2)),
})
