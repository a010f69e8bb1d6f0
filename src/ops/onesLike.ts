import { unary, type Unary } from './common/elementwise.js'
import { zerosLike } from './zerosLike.js'

/**
 * Ones with the shape and dtype of a tensor.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const all = tf.onesLike([[1, 2], [3, 4]]) // Tensor<[2, 2]>
 * ```
 */
export const onesLike: Unary<'onesLike'> = unary({
  name: 'onesLike',
  dtype: 'same',
  kernel: 'OnesLike',
  gradient: (dy) => zerosLike(dy),
})
