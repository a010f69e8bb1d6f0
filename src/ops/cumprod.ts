import { cumulative, type Cumulative } from './common/cumulative.js'
import { cumsum } from './cumsum.js'
import { div } from './div.js'
import { mul } from './mul.js'

/**
 * The product of the elements so far, along an axis. Its gradient needs elements other than 0.
 *
 * @param x float32, int32 or bool; at least one axis.
 * @param axis Negative ones from the back. Without it, the first.
 * @param exclusive Leave out the element itself.
 * @param reverse From the end.
 * @returns The shape of `x`; int32 for bool.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const y = tf.cumprod([1, 2, 3]) // Tensor<[3]>: 1, 2, 6
 * ```
 */
export const cumprod: Cumulative<'cumprod'> = cumulative(
  'cumprod',
  'Cumprod',
  (dy, x, y, { axis, exclusive, reverse }) => div(cumsum(mul(dy, y), axis, exclusive, !reverse), x),
)
