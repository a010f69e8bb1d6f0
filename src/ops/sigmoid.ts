import { unary, type Unary } from './common/elementwise.js'
import { mul } from './mul.js'
import { sub } from './sub.js'

/**
 * 1 / (1 + exp(-x)): from 0 to 1.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.sigmoid([0, 100]) // Tensor<[2]>: 0.5, 1
 * ```
 */
export const sigmoid: Unary<'sigmoid', 'float32'> = unary({
  name: 'sigmoid',
  dtype: 'float32',
  kernel: 'Sigmoid',
  gradient: (dy, _, y) => mul(dy, mul(y, sub(1, y))),
})
