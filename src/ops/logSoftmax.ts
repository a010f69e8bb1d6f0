import type { OpDefinition, Spec } from '../graph/node.js'
import { butAxis } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { aNumber } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { numeric } from '../shape/dtype.js'
import type { KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { alongAxis, type AxisOperand, type AxisOption, type axisOr } from './common/axis.js'
import { convert } from './common/dtypes.js'
import { exp } from './exp.js'
import { log } from './log.js'
import { max } from './max.js'
import { sub } from './sub.js'
import { sum } from './sum.js'

const op: OpDefinition<{ readonly axis: number }> = defineOp<{ readonly axis: number }>({
  name: 'logSoftmax',
  effect: 'pure',
  operands: ['logits'],
  given: { axis: aNumber },
  infer([x]: readonly Spec[], { axis }) {
    const outcome = alongAxis(x!.shape, axis)
    return (
      wrongWith('logits', numeric(x!.dtype)) ?? wrongWith('axis', outcome) ?? { shape: outcome.shape, dtype: 'float32' }
    )
  },
  apart: butAxis,
  lower({ inputs: [x], attrs: { axis } }) {
    const logits = convert(x!, 'float32')
    const shifted = sub(logits, max(logits, axis, true))
    return sub(shifted, log(sum(exp(shifted), axis, true)))
  },
})

/**
 * The logarithm of the softmax along an axis, without overflow.
 *
 * @param logits float32, int32 or bool; at least one axis.
 * @param axis Negative ones from the back. Without it, the last.
 * @returns float32 of the same shape.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const p = tf.logSoftmax([[0, 0], [0, 1000]]) // Tensor<[2, 2]>: -0.693, -0.693, -1000, 0
 * ```
 */
export function logSoftmax<X extends Operand, const N extends number | undefined = undefined>(
  logits: AxisOperand<X, N, -1, 'logSoftmax'>,
  axis?: AxisOption<X, N, -1, 'logSoftmax'>,
): Result<alongAxis<ShapeOf<X>, axisOr<N, -1>, readonly [N]>, 'float32', KindOf<X>> {
  return dispatch(op, [logits as Operand], { axis: (axis ?? -1) as number })
}
