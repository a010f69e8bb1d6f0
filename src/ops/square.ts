import { unary, type Unary } from './common/elementwise.js'
import { mul } from './mul.js'

/**
 * x times x.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.square([2, -3]) // Tensor<[2]>: 4, 9
 * ```
 */
export const square: Unary<'square'> = unary({
  name: 'square',
  dtype: 'same',
  kernel: 'Square',
  // The kernel of cpu takes integers through float32, which has 24 bits.
  instead: (x) => (x.dtype === 'int32' ? mul(x, x) : undefined),
  gradient: (dy, x) => mul(dy, mul(x, 2)),
})
