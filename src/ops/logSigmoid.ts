import { unary, type Unary } from './common/elementwise.js'
import { neg } from './neg.js'
import { softplus } from './softplus.js'

/**
 * The logarithm of the sigmoid, -log(1 + exp(-x)), without overflow.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.logSigmoid([0, 100]) // Tensor<[2]>: -0.693, 0
 * ```
 */
export const logSigmoid: Unary<'logSigmoid', 'float32'> = unary({
  name: 'logSigmoid',
  dtype: 'float32',
  instead: (x) => neg(softplus(neg(x))),
})
