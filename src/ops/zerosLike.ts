import { unary, type Unary } from './common/elementwise.js'

/**
 * Zeros with the shape and dtype of a tensor.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const none = tf.zerosLike([[1, 2], [3, 4]]) // Tensor<[2, 2]>
 * ```
 */
export const zerosLike: Unary<'zerosLike'> = unary({
  name: 'zerosLike',
  dtype: 'same',
  kernel: 'ZerosLike',
  gradient: (dy) => zerosLike(dy),
})
