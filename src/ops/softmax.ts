import type { OpDefinition, Spec } from '../graph/node.js'
import { but } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { aNumber } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { axisOf } from '../shape/axes.js'
import { numeric } from '../shape/dtype.js'
import type { AnyTensor, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { alongAxis, onLastAxis, type AxisOperand, type AxisOption, type axisOr } from './common/axis.js'
import { convert } from './common/dtypes.js'
import { mul } from './mul.js'
import { sub } from './sub.js'
import { sum } from './sum.js'

interface SoftmaxAttrs {
  readonly dim: number
}
const op: OpDefinition<SoftmaxAttrs> = defineOp<SoftmaxAttrs>({
  name: 'softmax',
  effect: 'pure',
  operands: ['logits'],
  given: { dim: aNumber },
  infer([x]: readonly Spec[], { dim }) {
    const outcome = alongAxis(x!.shape, dim)
    return (
      wrongWith('logits', numeric(x!.dtype)) ?? wrongWith('dim', outcome) ?? { shape: outcome.shape, dtype: 'float32' }
    )
  },
  apart: but(({ dim }: SoftmaxAttrs, shape) => [axisOf(shape, dim)!]),
  lower({ inputs: [x], attrs }) {
    if (x!.dtype !== 'float32') return dispatch<AnyTensor, SoftmaxAttrs>(op, [convert(x!, 'float32')], attrs)
    if (axisOf(x!.shape, attrs.dim) === x!.shape.length - 1) return undefined
    return onLastAxis(x!, attrs.dim, (moved) => softmax(moved))
  },
  kernel: { name: 'Softmax', attrs: (_, [x]) => ({ dim: x!.shape.length - 1 }) },
  gradient: ({ dy, outputs: [y] }) => [
    () => {
      const weighted = mul(dy, y!)
      return sub(weighted, mul(sum(weighted, -1, true), y!))
    },
  ],
})

/**
 * Exponentials that add up to 1 along an axis.
 *
 * @param logits float32, int32 or bool; at least one axis.
 * @param dim The axis, negative ones from the back. Without it, the last.
 * @returns float32 of the same shape.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const p = tf.softmax([[0, 0], [1, 1000]]) // Tensor<[2, 2]>: 0.5, 0.5, 0, 1
 * ```
 */
export function softmax<X extends Operand, const N extends number | undefined = undefined>(
  logits: AxisOperand<X, N, -1, 'softmax'>,
  dim?: AxisOption<X, N, -1, 'softmax'>,
): Result<alongAxis<ShapeOf<X>, axisOr<N, -1>, readonly [N]>, 'float32', KindOf<X>> {
  return dispatch(op, [logits as Operand], { dim: (dim ?? -1) as number })
}
