import { unary, type Unary } from './common/elementwise.js'

/**
 * False where x is true, true where it is false.
 *
 * @param x A bool tensor of any shape, or truth values.
 * @throws ShapeError `needs bool, got float32; convert it with tf.cast(x, 'bool')`
 *
 * @example
 * ```ts
 * const y = tf.logicalNot([true, false]) // Tensor<[2], 'bool'>: false, true
 * ```
 */
export const logicalNot: Unary<'logicalNot', 'bool', 'bool'> = unary({
  name: 'logicalNot',
  dtype: 'bool',
  takes: 'bool',
  kernel: 'LogicalNot',
})
