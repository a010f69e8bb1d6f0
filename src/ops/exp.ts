import { unary, type Unary } from './common/elementwise.js'
import { mul } from './mul.js'

/**
 * e to the power of x.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.exp([0, 1]) // Tensor<[2]>: 1, 2.718
 * ```
 */
export const exp: Unary<'exp', 'float32'> = unary({
  name: 'exp',
  dtype: 'float32',
  kernel: 'Exp',
  gradient: (dy, _, y) => mul(dy, y),
})
