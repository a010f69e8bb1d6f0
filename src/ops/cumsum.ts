import { cumulative, type Cumulative } from './common/cumulative.js'

/**
 * The sum of the elements so far, along an axis.
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
 * const y = tf.cumsum([1, 2, 3]) // Tensor<[3]>: 1, 3, 6
 * ```
 */
export const cumsum: Cumulative<'cumsum'> = cumulative('cumsum', 'Cumsum', (dy, _x, _y, { axis, exclusive, reverse }) =>
  cumsum(dy, axis, exclusive, !reverse),
)
