import { unary, type Unary } from './common/elementwise.js'

/**
 * The negative of every element.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.neg([1, -2]) // Tensor<[2]>: -1, 2
 * ```
 */
export const neg: Unary<'neg'> = unary({
  name: 'neg',
  dtype: 'same',
  kernel: 'Neg',
  gradient: (dy) => neg(dy),
})
