import { binary, type Binary } from './common/elementwise.js'

/**
 * The bits that both of `a` and `b` have, element by element, with broadcasting.
 *
 * @param a An int32 tensor of any shape.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in int32.
 * @throws ShapeError `needs int32, got float32; convert it with tf.cast(x, 'int32')`
 *
 * @example
 * ```ts
 * const y = tf.bitwiseAnd(tf.tensor([6, 5], [2], 'int32'), tf.scalar(3, 'int32')) // Tensor<[2], 'int32'>: 2, 1
 * ```
 */
export const bitwiseAnd: Binary<'bitwiseAnd', 'same', 'int32'> = binary({
  name: 'bitwiseAnd',
  dtype: 'same',
  takes: 'int32',
  kernel: 'BitwiseAnd',
})
