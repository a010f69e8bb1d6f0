import type { DType } from '../shape/dtype.js'
import type { Arg, both } from '../shape/outcome.js'
import type { DTypeOf, rectangular, Result } from '../tensor.js'
import { makeTensor, type rankedRule, type Values, type valuesDType, type valuesRule } from './common/values.js'

/**
 * A tensor of rank 1.
 *
 * @param values A flat list, or a typed array.
 * @param dtype Without it float32, bool for truth values, string for text, int32 for arrays of integer types.
 * @throws ShapeError `needs rank 1, got [2, 3]`
 *
 * @example
 * ```ts
 * const ids = tf.tensor1d([3, 1, 4], 'int32') // Tensor<[3], 'int32'>
 * ```
 */
export function tensor1d<T extends Values, D extends DType = DTypeOf<T>>(
  values: Arg<both<rectangular<T>, rankedRule<T, null, 1>>, 'tensor1d', T>,
  dtype?: Arg<valuesDType<T, D>, 'tensor1d', D>,
): Result<both<rankedRule<T, null, 1>, valuesRule<T, null>>, NoInfer<D>, 'eager'> {
  return makeTensor('tensor1d', values as Values, null, dtype as DType | undefined, 1) as Result<
    both<rankedRule<T, null, 1>, valuesRule<T, null>>,
    NoInfer<D>,
    'eager'
  >
}
