import { add } from './add.js'
import { unary, type Unary } from './common/elementwise.js'
import { minimum } from './minimum.js'
import { mul } from './mul.js'

/**
 * x above 0, exp(x) - 1 below.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.elu([-1, 2]) // Tensor<[2]>: -0.632, 2
 * ```
 */
export const elu: Unary<'elu', 'float32'> = unary({
  name: 'elu',
  dtype: 'float32',
  kernel: 'Elu',
  gradient: (dy, _, y) => mul(dy, minimum(add(y, 1), 1)),
})
