import { reduction, type Reduction } from './common/reduction.js'

/**
 * Are all elements over axes true? They are, when there are none.
 *
 * @param x A bool tensor, or truth values.
 * @param axis One axis or several, negative ones from the back. Without it, all of them.
 * @param keepDims Keep the reduced axes with size 1.
 * @returns bool
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const rows = tf.all([[true, false], [true, true]], -1) // Tensor<[2], 'bool'>: false, true
 * ```
 */
export const all: Reduction<'all', 'bool', 'bool'> = reduction({
  name: 'all',
  dtype: 'bool',
  takes: 'bool',
  kernel: 'All',
  empty: 1,
})
