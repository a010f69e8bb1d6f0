import type { OpDefinition, Spec } from '../../graph/node.js'
import { butAxis } from '../../graph/apart.js'
import type { KernelName } from '../../kernels.js'
import { defineOp, dispatch } from '../../op.js'
import { aFlag, aNumber } from '../../shape/given.js'
import { wrongWith } from '../../shape/blame.js'
import { axisOf } from '../../shape/axes.js'
import { numeric } from '../../shape/dtype.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../../tensor.js'
import { alongAxis, type AxisOperand, type AxisOption, type axisOr } from './axis.js'
import { convert, counted } from './dtypes.js'

/** `op(x, axis, exclusive, reverse)`: at each position the sum, or product, of the elements so far. */
export interface Cumulative<Op extends string> {
  <X extends Operand, const N extends number | undefined = undefined>(
    x: AxisOperand<X, N, 0, Op>,
    axis?: AxisOption<X, N, 0, Op>,
    exclusive?: boolean,
    reverse?: boolean,
  ): Result<alongAxis<ShapeOf<X>, axisOr<N, 0>, readonly [N]>, counted<DTypeOf<X>>, KindOf<X>>
}

export interface CumulativeAttrs {
  readonly axis: number
  readonly exclusive: boolean
  readonly reverse: boolean
}

export function cumulative<Op extends string>(
  name: Op,
  kernel: KernelName,
  gradient: (dy: AnyTensor, x: AnyTensor, y: AnyTensor, attrs: CumulativeAttrs) => AnyTensor,
): Cumulative<Op> {
  const op: OpDefinition<CumulativeAttrs> = defineOp<CumulativeAttrs>({
    name,
    effect: 'pure',
    given: { axis: aNumber, exclusive: aFlag, reverse: aFlag },
    infer([x]: readonly Spec[], { axis }) {
      const outcome = alongAxis(x!.shape, axis)
      return (
        wrongWith('x', numeric(x!.dtype)) ??
        wrongWith('axis', outcome) ?? { shape: outcome.shape, dtype: counted(x!.dtype) }
      )
    },
    apart: butAxis,
    lower({ inputs: [x], attrs }) {
      const common = counted(x!.dtype)
      if (x!.dtype === common) return undefined
      return dispatch<AnyTensor, CumulativeAttrs>(op, [convert(x!, common)], attrs)
    },
    kernel: {
      name: kernel,
      attrs: ({ axis, exclusive, reverse }, [x]) => ({ axis: axisOf(x!.shape, axis)!, exclusive, reverse }),
    },
    gradient: ({ dy, inputs: [x], outputs: [y], attrs }) => [() => gradient(dy, x!, y!, attrs)],
  })
  const call = (x: Operand, axis?: number | null, exclusive = false, reverse = false) =>
    dispatch(op, [x], { axis: axis ?? 0, exclusive, reverse })
  return call as Cumulative<Op>
}
