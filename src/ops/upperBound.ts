import { dispatch } from '../op.js'
import type { numeric } from '../shape/dtype.js'
import type { both, ShapeThenDType } from '../shape/outcome.js'
import type { DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { searchOp, type searchRule, type sequenceRule } from './common/search.js'

const op = searchOp('upperBound')

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
export function upperBound<S extends Operand, V extends Operand>(
  sortedSequence: ShapeThenDType<sequenceRule<ShapeOf<S>>, numeric<DTypeOf<S>>, 'upperBound', S>,
  values: ShapeThenDType<searchRule<ShapeOf<S>, ShapeOf<V>>, numeric<DTypeOf<V>>, 'upperBound', V>,
): Result<both<sequenceRule<ShapeOf<S>>, searchRule<ShapeOf<S>, ShapeOf<V>>>, 'int32', KindOf<S> | KindOf<V>> {
  return dispatch(op, [sortedSequence, values] as readonly Operand[], { side: 'right' })
}
