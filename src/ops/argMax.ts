import { argReduction, type ArgReduction } from './common/argReduction.js'

/**
 * The position of the largest element along an axis; the first, if there are several. It has no gradient.
 *
 * @param x float32, int32 or bool; at least one axis.
 * @param axis Negative ones from the back. Without it, the first.
 * @returns int32, without that axis.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const classes = tf.argMax([[1, 2, 3], [5, 4, 4]], -1) // Tensor<[2], 'int32'>: 2, 0
 * ```
 */
export const argMax: ArgReduction<'argMax'> = argReduction('argMax', 'ArgMax')
