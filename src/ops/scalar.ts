import type { DType } from '../shape/dtype.js'
import type { Arg, Ok } from '../shape/outcome.js'
import type { DTypeOf, Result } from '../tensor.js'
import { makeTensor, type valuesDType } from './common/values.js'

/**
 * A tensor of rank 0.
 *
 * @param value A number, truth value or text.
 * @param dtype Without it float32, bool for a truth value, string for text.
 * @throws ShapeError `cannot make float32 of string`
 *
 * @example
 * ```ts
 * const rate = tf.scalar(0.1) // Tensor<[]>
 * ```
 */
export function scalar<V extends number | boolean | string, D extends DType = DTypeOf<V>>(
  value: V,
  dtype?: Arg<valuesDType<V, D>, 'scalar', D>,
): Result<Ok<[]>, NoInfer<D>, 'eager'> {
  return makeTensor('scalar', value, null, dtype as DType | undefined, 0) as Result<Ok<[]>, NoInfer<D>, 'eager'>
}
