import { unary, type Unary } from './common/elementwise.js'
import { div } from './div.js'

/**
 * The natural logarithm: -Infinity at 0, NaN below.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.log([1, Math.E]) // Tensor<[2]>: 0, 1
 * ```
 */
export const log: Unary<'log', 'float32'> = unary({
  name: 'log',
  dtype: 'float32',
  kernel: 'Log',
  gradient: (dy, x) => div(dy, x),
})
