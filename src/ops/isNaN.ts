import { cast } from './cast.js'
import { unary, type Unary } from './common/elementwise.js'

/**
 * Is x NaN, not a number?
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.isNaN([1, Infinity, NaN]) // Tensor<[3], 'bool'>: false, false, true
 * ```
 */
export const isNaN: Unary<'isNaN', 'bool'> = unary({
  name: 'isNaN',
  dtype: 'bool',
  kernel: 'IsNan',
  instead: (x) => (x.dtype === 'float32' ? undefined : isNaN(cast(x, 'float32'))),
})
