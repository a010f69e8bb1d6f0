import { unary, type Unary } from './common/elementwise.js'
import { mul } from './mul.js'
import { sigmoid } from './sigmoid.js'

/**
 * log(exp(x) + 1): a smooth relu.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.softplus([0, 100]) // Tensor<[2]>: 0.693, 100
 * ```
 */
export const softplus: Unary<'softplus', 'float32'> = unary({
  name: 'softplus',
  dtype: 'float32',
  kernel: 'Softplus',
  gradient: (dy, x) => mul(dy, sigmoid(x)),
})
