import { unary, type Unary } from './common/elementwise.js'
import { zerosLike } from './zerosLike.js'

/**
 * -1 below 0, 1 above, else 0. Its gradient is taken to be 0 everywhere.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.sign([-5, 0, 2]) // Tensor<[3]>: -1, 0, 1
 * ```
 */
export const sign: Unary<'sign'> = unary({
  name: 'sign',
  dtype: 'same',
  kernel: 'Sign',
  gradient: (dy) => zerosLike(dy),
})
