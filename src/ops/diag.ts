import type { Spec } from '../graph/node.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import { productOf, type Shape } from '../shape/dimension.js'
import { numeric } from '../shape/dtype.js'
import type { Arg, Ok } from '../shape/outcome.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { eye } from './eye.js'
import { fill } from './fill.js'
import { reshape } from './reshape.js'
import { where } from './where.js'

type Square<S extends Shape> = number extends S['length'] ? Ok<number[]> : Ok<[...S, ...S]>

const op = defineOp<object>({
  name: 'diag',
  effect: 'pure',
  infer: ([x]: readonly Spec[]) =>
    wrongWith('x', numeric(x!.dtype)) ?? { shape: [...x!.shape, ...x!.shape], dtype: x!.dtype },
  lower({ inputs: [x] }) {
    const size = productOf(x!.shape) as number
    // Not a product: infinity times 0 is NaN.
    const isHere = eye(size, size, null, 'bool')
    const rows: AnyTensor = where(isHere, reshape(x!, [size]), fill([], 0, x!.dtype))
    return reshape(rows, [...x!.shape, ...x!.shape])
  },
})

/**
 * The elements on a diagonal, zeros elsewhere: of a vector a square matrix; of any shape, that shape twice.
 *
 * @param x float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.diag([1, 2]) // Tensor<[2, 2]>: 1, 0, 0, 2
 * ```
 */
export function diag<X extends Operand>(
  x: Arg<numeric<DTypeOf<X>>, 'diag', X>,
): Result<Square<ShapeOf<X>>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x as Operand], {})
}
