import { cast } from './cast.js'
import { unary, type Unary } from './common/elementwise.js'

/**
 * Is x a number, neither infinite nor NaN?
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.isFinite([1, Infinity, NaN]) // Tensor<[3], 'bool'>: true, false, false
 * ```
 */
export const isFinite: Unary<'isFinite', 'bool'> = unary({
  name: 'isFinite',
  dtype: 'bool',
  kernel: 'IsFinite',
  instead: (x) => (x.dtype === 'float32' ? undefined : isFinite(cast(x, 'float32'))),
})
