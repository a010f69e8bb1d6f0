import { ofRank, type OfRank } from './common/values.js'

/**
 * A tensor of rank 3.
 *
 * @param values Nested arrays, or a flat list and a shape.
 * @param shape Without it, the shape of the nested values.
 * @param dtype Without it float32, bool for truth values, string for text, int32 for arrays of integer types.
 * @throws ShapeError `needs rank 3, got [6]`
 *
 * @example
 * ```ts
 * const x = tf.tensor3d([1, 2, 3, 4, 5, 6], [1, 2, 3]) // Tensor<[1, 2, 3]>
 * ```
 */
export const tensor3d: OfRank<'tensor3d', 3> = ofRank('tensor3d', 3)
