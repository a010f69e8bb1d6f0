import { binary, type Binary } from './common/elementwise.js'

/**
 * Is both of `a` and `b` true, element by element, with broadcasting?
 *
 * @param a A bool tensor of any shape, or truth values.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in bool.
 * @throws ShapeError `needs bool, got float32; convert it with tf.cast(x, 'bool')`
 *
 * @example
 * ```ts
 * const y = tf.logicalAnd([true, false], true) // Tensor<[2], 'bool'>: true, false
 * ```
 */
export const logicalAnd: Binary<'logicalAnd', 'bool', 'bool'> = binary({
  name: 'logicalAnd',
  dtype: 'bool',
  takes: 'bool',
  kernel: 'LogicalAnd',
})
