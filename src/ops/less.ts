import { binary, type Binary } from './common/elementwise.js'

/**
 * Is `a` below `b`, element by element, with broadcasting?
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in bool. It has no gradient.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const y = tf.less([1, 2, 3], 2) // Tensor<[3], 'bool'>: true, false, false
 * ```
 */
export const less: Binary<'less', 'bool'> = binary({
  name: 'less',
  dtype: 'bool',
  kernel: 'Less',
})
