import { unary, type Unary } from './common/elementwise.js'
import { mul } from './mul.js'
import { square } from './square.js'

/**
 * One over the square root.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.rsqrt([4, 0.25]) // Tensor<[2]>: 0.5, 2
 * ```
 */
export const rsqrt: Unary<'rsqrt', 'float32'> = unary({
  name: 'rsqrt',
  dtype: 'float32',
  kernel: 'Rsqrt',
  gradient: (dy, _, y) => mul(dy, mul(mul(y, square(y)), -0.5)),
})
