import { unary, type Unary } from './common/elementwise.js'
import { maximum } from './maximum.js'
import { mul } from './mul.js'
import { neg } from './neg.js'
import { sign } from './sign.js'

/**
 * The absolute value. Its gradient at 0 is 0.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.abs([-1, 2]) // Tensor<[2]>: 1, 2
 * ```
 */
export const abs: Unary<'abs'> = unary({
  name: 'abs',
  dtype: 'same',
  kernel: 'Abs',
  // The kernels take integers through float32, which has 24 bits.
  instead: (x) => (x.dtype === 'int32' ? maximum(x, neg(x)) : undefined),
  gradient: (dy, x) => mul(dy, sign(x)),
})
