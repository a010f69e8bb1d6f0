import { binary, type Binary } from './common/elementwise.js'

/**
 * Does `a` differ from `b`, element by element, with broadcasting?
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in bool. It has no gradient.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const y = tf.notEqual([1, 2, 3], 2) // Tensor<[3], 'bool'>: true, false, true
 * ```
 */
export const notEqual: Binary<'notEqual', 'bool'> = binary({
  name: 'notEqual',
  dtype: 'bool',
  kernel: 'NotEqual',
})
