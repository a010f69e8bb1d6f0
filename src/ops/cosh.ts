import { unary, type Unary } from './common/elementwise.js'
import { mul } from './mul.js'
import { sinh } from './sinh.js'

/**
 * The hyperbolic cosine.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.cosh([0, 1]) // Tensor<[2]>: 1, 1.543
 * ```
 */
export const cosh: Unary<'cosh', 'float32'> = unary({
  name: 'cosh',
  dtype: 'float32',
  kernel: 'Cosh',
  gradient: (dy, x) => mul(dy, sinh(x)),
})
