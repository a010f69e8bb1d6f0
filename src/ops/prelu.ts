import { dispatch } from '../op.js'
import type { broadcast } from '../shape/broadcast.js'
import type { numeric } from '../shape/dtype.js'
import type { Arg, ShapeThenDType } from '../shape/outcome.js'
import type { DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { binaryOp } from './common/elementwise.js'
import { less } from './less.js'
import { mul } from './mul.js'
import { where } from './where.js'

const op = binaryOp({
  name: 'prelu',
  operands: ['x', 'alpha'],
  dtype: 'float32',
  // The kernel of wasm keeps `alpha` by its memory, and multiplies where x is above 0 too: infinite ones become NaN.
  instead: (x, alpha) => where(less(x, 0), mul(alpha, x), x),
})

/**
 * x above 0, `alpha` times x below. `alpha` has a gradient.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 * @param alpha Of a shape that broadcasts with `x`.
 * @returns The broadcast shape, in float32.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const y = tf.prelu([-1, 2], 0.1) // Tensor<[2]>: -0.1, 2
 * ```
 */
export function prelu<X extends Operand, A extends Operand>(
  x: Arg<numeric<DTypeOf<X>>, 'prelu', X>,
  alpha: ShapeThenDType<broadcast<ShapeOf<X>, ShapeOf<A>>, numeric<DTypeOf<A>>, 'prelu', A>,
): Result<broadcast<ShapeOf<X>, ShapeOf<A>>, 'float32', KindOf<X> | KindOf<A>> {
  return dispatch(op, [x, alpha] as readonly Operand[], {})
}
