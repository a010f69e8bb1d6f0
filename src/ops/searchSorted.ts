import { dispatch } from '../op.js'
import type { numeric } from '../shape/dtype.js'
import type { ShapeThenDType } from '../shape/outcome.js'
import type { DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import type { axesRule } from './common/needsAxes.js'
import { searchOp, type Found, type searchRule } from './common/search.js'

const op = searchOp('searchSorted')

/**
 * The place at which each value can be put into a sequence so that it stays sorted.
 *
 * @param sortedSequence float32, int32 or bool, [..., n]; each row in rising order.
 * @param values [..., m], a row of values for each sequence.
 * @param side `'left'`, in front of equal ones, or `'right'`, behind them.
 * @returns int32, of the shape of `values`.
 * @throws ShapeError `needs a row of values for each sequence of [2, 5], got [3, 4]`
 *
 * @example
 * ```ts
 * const places = tf.searchSorted([1, 2, 2, 5], [0, 2, 9], 'right') // Tensor<[3], 'int32'>: 0, 3, 4
 * ```
 */
export function searchSorted<S extends Operand, V extends Operand>(
  sortedSequence: ShapeThenDType<axesRule<ShapeOf<S>>, numeric<DTypeOf<S>>, 'searchSorted', S>,
  values: ShapeThenDType<searchRule<ShapeOf<S>, ShapeOf<V>>, numeric<DTypeOf<V>>, 'searchSorted', V>,
  side: 'left' | 'right' = 'left',
): Result<Found<ShapeOf<S>, ShapeOf<V>>, 'int32', KindOf<S> | KindOf<V>> {
  return dispatch(op, [sortedSequence, values] as readonly Operand[], { side })
}
