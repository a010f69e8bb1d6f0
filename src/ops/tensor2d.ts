import { ofRank, type OfRank } from './common/values.js'

/**
 * A tensor of rank 2.
 *
 * @param values Nested arrays, or a flat list and a shape.
 * @param shape Without it, the shape of the nested values.
 * @param dtype Without it float32, bool for truth values, string for text, int32 for arrays of integer types.
 * @throws ShapeError `needs rank 2, got [6]`
 *
 * @example
 * ```ts
 * const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]) // Tensor<[2, 3]>
 * ```
 */
export const tensor2d: OfRank<'tensor2d', 2> = ofRank('tensor2d', 2)
