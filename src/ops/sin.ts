import { unary, type Unary } from './common/elementwise.js'
import { cos } from './cos.js'
import { mul } from './mul.js'

/**
 * The sine of angles in radians.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.sin([0, Math.PI / 2]) // Tensor<[2]>: 0, 1
 * ```
 */
export const sin: Unary<'sin', 'float32'> = unary({
  name: 'sin',
  dtype: 'float32',
  kernel: 'Sin',
  gradient: (dy, x) => mul(dy, cos(x)),
})
