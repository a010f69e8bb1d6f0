import { unary, type Unary } from './common/elementwise.js'
import { mul } from './mul.js'
import { neg } from './neg.js'
import { sub } from './sub.js'

/**
 * The cosine of x.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.cos([0, 1]) // Tensor<[2]>: 1, 0.54
 * ```
 */
export const cos: Unary<'cos', 'float32'> = unary({
  name: 'cos',
  dtype: 'float32',
  kernel: 'Cos',
  // A quarter of a turn before, the cosine is the sine.
  gradient: (dy, x) => mul(dy, neg(cos(sub(x, Math.PI / 2)))),
})
