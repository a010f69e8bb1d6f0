import { ofRank, type OfRank } from './common/values.js'

/**
 * A tensor of rank 4.
 *
 * @param values Nested arrays, or a flat list and a shape.
 * @param shape Without it, the shape of the nested values.
 * @param dtype Without it float32, bool for truth values, string for text, int32 for arrays of integer types.
 * @throws ShapeError `needs rank 4, got [6]`
 *
 * @example
 * ```ts
 * const x = tf.tensor4d([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]) // Tensor<[1, 2, 3, 1]>
 * ```
 */
export const tensor4d: OfRank<'tensor4d', 4> = ofRank('tensor4d', 4)
