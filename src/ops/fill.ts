import { defineOp, dispatch } from '../op.js'
import { aDType, numberOrFlag, sizes } from '../shape/given.js'
import type { DType, numeric } from '../shape/dtype.js'
import type { Arg } from '../shape/outcome.js'
import { inferCreation, type CreationAttrs, type Created, type SizesArg } from './common/creation.js'
import { storable } from './common/dtypes.js'

interface FillAttrs extends CreationAttrs {
  readonly value: number | boolean
}
const op = defineOp<FillAttrs>({
  name: 'fill',
  effect: 'pure',
  given: { shape: sizes, value: numberOrFlag, dtype: aDType },
  infer: inferCreation,
  kernel: {
    name: 'Fill',
    attrs: ({ shape, value, dtype }) => ({ shape, value: storable(Number(value), dtype), dtype }),
  },
})

/**
 * A tensor that has one value everywhere.
 *
 * @param shape Integers of at least 0.
 * @param dtype Without it float32, or bool for a truth value.
 * @throws ShapeError `-1 is not a size`
 *
 * @example
 * ```ts
 * const sevens = tf.fill([2, 3], 7) // Tensor<[2, 3]>
 * ```
 */
export function fill<
  const S extends readonly number[],
  V extends number | boolean,
  D extends DType = V extends boolean ? 'bool' : 'float32',
>(shape: SizesArg<S, 'fill'>, value: V, dtype?: Arg<numeric<D>, 'fill', D>): Created<S, D> {
  const chosen = (dtype ?? (typeof value === 'boolean' ? 'bool' : 'float32')) as DType
  return dispatch(op, [], { shape: shape as readonly number[], value, dtype: chosen })
}
