import { unary, type Unary } from './common/elementwise.js'
import { exp } from './exp.js'
import { mul } from './mul.js'

/**
 * exp(x) - 1, exact near 0 too.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.expm1([0, 1]) // Tensor<[2]>: 0, 1.718
 * ```
 */
export const expm1: Unary<'expm1', 'float32'> = unary({
  name: 'expm1',
  dtype: 'float32',
  kernel: 'Expm1',
  gradient: (dy, x) => mul(dy, exp(x)),
})
