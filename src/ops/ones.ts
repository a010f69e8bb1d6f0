import { filled, type Filled } from './common/creation.js'

/**
 * A tensor of ones.
 *
 * @param shape Integers of at least 0.
 * @param dtype float32 unless it is given; int32 or bool.
 * @throws ShapeError `-1 is not a size`
 *
 * @example
 * ```ts
 * const x = tf.ones([2, 3]) // Tensor<[2, 3]>
 * ```
 */
export const ones: Filled<'ones'> = filled('ones', 1)
