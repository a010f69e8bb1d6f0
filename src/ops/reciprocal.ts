import { unary, type Unary } from './common/elementwise.js'
import { mul } from './mul.js'
import { neg } from './neg.js'
import { square } from './square.js'

/**
 * 1 / x.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.reciprocal([2, 4]) // Tensor<[2]>: 0.5, 0.25
 * ```
 */
export const reciprocal: Unary<'reciprocal', 'float32'> = unary({
  name: 'reciprocal',
  dtype: 'float32',
  kernel: 'Reciprocal',
  gradient: (dy, _, y) => neg(mul(dy, square(y))),
})
