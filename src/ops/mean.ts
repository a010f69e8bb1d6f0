import { add } from './add.js'
import { broadcastTo } from './broadcastTo.js'
import { inParts } from './common/parts.js'
import { reduction, sizeOver, type Reduction } from './common/reduction.js'
import { mul } from './mul.js'

/**
 * The mean of the elements over axes; NaN over no elements.
 *
 * @param x float32, int32 or bool.
 * @param axis One axis or several, negative ones from the back. Without it, all of them.
 * @param keepDims Keep the reduced axes with size 1.
 * @returns Always float32.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const rows = tf.mean([[1, 2], [3, 4]], -1) // Tensor<[2]>: 1.5, 3.5
 * ```
 */
export const mean: Reduction<'mean', 'float32'> = reduction({
  name: 'mean',
  dtype: 'float32',
  kernel: 'Mean',
  lower: (x, axes, keepDims) =>
    inParts(x, axes, keepDims, {
      reduce: mean,
      join: (first, rest, m, n) => add(mul(first, m / n), mul(rest, (n - m) / n)),
    }),
  empty: NaN,
  gradient: (dy, x, _, axes) => broadcastTo(mul(dy, 1 / sizeOver(x.shape, axes)), x.shape),
})
