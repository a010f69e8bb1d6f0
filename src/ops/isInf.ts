import { cast } from './cast.js'
import { unary, type Unary } from './common/elementwise.js'

/**
 * Is x Infinity or -Infinity?
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.isInf([1, Infinity, NaN]) // Tensor<[3], 'bool'>: false, true, false
 * ```
 */
export const isInf: Unary<'isInf', 'bool'> = unary({
  name: 'isInf',
  dtype: 'bool',
  kernel: 'IsInf',
  instead: (x) => (x.dtype === 'float32' ? undefined : isInf(cast(x, 'float32'))),
})
