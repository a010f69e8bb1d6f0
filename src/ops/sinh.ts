import { unary, type Unary } from './common/elementwise.js'
import { cosh } from './cosh.js'
import { mul } from './mul.js'

/**
 * The hyperbolic sine.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.sinh([0, 1]) // Tensor<[2]>: 0, 1.175
 * ```
 */
export const sinh: Unary<'sinh', 'float32'> = unary({
  name: 'sinh',
  dtype: 'float32',
  kernel: 'Sinh',
  gradient: (dy, x) => mul(dy, cosh(x)),
})
