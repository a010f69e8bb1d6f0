import { convert } from './common/dtypes.js'
import { unary, type Unary } from './common/elementwise.js'
import { lessEqual } from './lessEqual.js'
import { mul } from './mul.js'
import { step } from './step.js'

/**
 * x, at least 0 and at most 6.
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
  gradient: (dy, x) => mul(mul(dy, step(x)), convert(lessEqual(x, 6), 'float32')),
})
