import { reduction, type Reduction } from './common/reduction.js'

/**
 * Is any element over axes true?
 *
 * @param x A bool tensor, or truth values.
 * @param axis One axis or several, negative ones from the back. Without it, all of them.
 * @param keepDims Keep the reduced axes with size 1.
 * @returns bool
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const rows = tf.any([[true, false], [true, true]], -1) // Tensor<[2], 'bool'>: true, true
 * ```
 */
export const any: Reduction<'any', 'bool', 'bool'> = reduction({
  name: 'any',
  dtype: 'bool',
  takes: 'bool',
  kernel: 'Any',
  empty: 0,
})
