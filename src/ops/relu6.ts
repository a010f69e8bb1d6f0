import { unary, type Unary } from './common/elementwise.js'
import { mul } from './mul.js'
import { step } from './step.js'
import { sub } from './sub.js'

/**
 * x, at least 0 and at most 6. Its gradient is 0 at 0 and at 6, as in TensorFlow.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.relu6([-1, 2, 9]) // Tensor<[3]>: 0, 2, 6
 * ```
 */
export const relu6: Unary<'relu6'> = unary({
  name: 'relu6',
  dtype: 'same',
  kernel: 'Relu6',
  gradient: (dy, _, y) => mul(mul(dy, step(y)), step(sub(6, y))),
})
