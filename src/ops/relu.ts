import { unary, type Unary } from './common/elementwise.js'
import { mul } from './mul.js'
import { step } from './step.js'

/**
 * Negative numbers become 0: max(x, 0).
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.relu([-1, 2]) // Tensor<[2]>: 0, 2
 * ```
 */
export const relu: Unary<'relu'> = unary({
  name: 'relu',
  dtype: 'same',
  kernel: 'Relu',
  gradient: (dy, _, y) => mul(dy, step(y)),
})
