import { unary, type Unary } from './common/elementwise.js'
import { fill } from './fill.js'
import { sub } from './sub.js'

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
  // The kernel of wasm takes integers through float32, which has 24 bits.
  instead: (x) => (x.dtype === 'int32' ? sub(fill([], 0, 'int32'), x) : undefined),
  gradient: (dy) => neg(dy),
})
