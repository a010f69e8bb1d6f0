import { binary, type Binary } from './common/elementwise.js'
import { notEqual } from './notEqual.js'

/**
 * Is one of `a` and `b` true, and not both, element by element, with broadcasting?
 *
 * @param a A bool tensor of any shape, or truth values.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in bool.
 * @throws ShapeError `needs bool, got float32; convert it with tf.cast(x, 'bool')`
 *
 * @example
 * ```ts
 * const y = tf.logicalXor([true, false], true) // Tensor<[2], 'bool'>: false, true
 * ```
 */
export const logicalXor: Binary<'logicalXor', 'bool', 'bool'> = binary({
  name: 'logicalXor',
  dtype: 'bool',
  takes: 'bool',
  instead: (a, b) => notEqual(a, b),
})
