import type { DType } from '../shape/dtype.js'
import type { Arg } from '../shape/outcome.js'
import type { DTypeOf, rectangular, Result } from '../tensor.js'
import { makeTensor, type Values, type valuesDType, type valuesRule } from './common/values.js'

/**
 * A tensor of values.
 *
 * @param values Numbers, truth values or text: one, nested arrays, or flat with a shape. A typed array is flat.
 * @param shape Without it, the shape of the nested values.
 * @param dtype Without it float32, bool for truth values, string for text, int32 for arrays of integer types.
 * @throws ShapeError `6 values do not fill [2, 4]`
 *
 * @example
 * ```ts
 * const x = tf.tensor([[1, 2, 3], [4, 5, 6]]) // Tensor<[2, 3]>
 * ```
 */
export function tensor<T extends Values, const S extends readonly number[] | null = null, D extends DType = DTypeOf<T>>(
  values: Arg<rectangular<T>, 'tensor', T>,
  shape?: Arg<valuesRule<T, S>, 'tensor', S>,
  dtype?: Arg<valuesDType<T, D>, 'tensor', D>,
): Result<valuesRule<T, S>, NoInfer<D>, 'eager'> {
  const given = (shape ?? null) as readonly number[] | null
  return makeTensor('tensor', values as Values, given, dtype as DType | undefined) as Result<
    valuesRule<T, S>,
    NoInfer<D>,
    'eager'
  >
}
