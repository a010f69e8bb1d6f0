import { search, type Search } from './common/search.js'

/**
 * The last place at which each value can be put into a sequence so that it stays sorted: behind equal ones.
 *
 * @param sortedSequence float32, int32 or bool, [..., n]; each row in rising order.
 * @param values [..., m], a row of values for each sequence.
 * @returns int32, of the shape of `values`.
 * @throws ShapeError `needs a row of values for each sequence of [2, 5], got [3, 4]`
 *
 * @example
 * ```ts
 * const places = tf.upperBound([1, 2, 2, 5], [0, 2, 9]) // Tensor<[3], 'int32'>: 0, 3, 4
 * ```
 */
export const upperBound: Search<'upperBound'> = search('upperBound', 'right')
