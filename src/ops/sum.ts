import { add } from './add.js'
import { broadcastTo } from './broadcastTo.js'
import { inParts } from './common/parts.js'
import { reduction, type Reduction } from './common/reduction.js'

/**
 * The sum of the elements over axes.
 *
 * @param x float32, int32 or bool.
 * @param axis One axis or several, negative ones from the back. Without it, all of them.
 * @param keepDims Keep the reduced axes with size 1.
 * @returns The dtype of `x`; int32 for bool.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const rows = tf.sum(tf.ones([3, 4]), -1) // Tensor<[3]>
 * ```
 */
export const sum: Reduction<'sum', 'counted'> = reduction({
  name: 'sum',
  dtype: 'counted',
  kernel: 'Sum',
  lower: (x, axes, keepDims) => inParts(x, axes, keepDims, { reduce: sum, join: add }),
  empty: 0,
  gradient: (dy, x) => broadcastTo(dy, x.shape),
})
