import type { OpDefinition, Spec } from '../../graph/node.js'
import { dropping, moving } from '../../graph/apart.js'
import type { KernelName } from '../../kernels.js'
import { defineOp, dispatch } from '../../op.js'
import { aNumber } from '../../shape/given.js'
import { wrongWith } from '../../shape/blame.js'
import { numeric } from '../../shape/dtype.js'
import { reducedAxes } from '../../shape/reduce.js'
import type { AnyTensor, KindOf, Operand, Result, ShapeOf } from '../../tensor.js'
import type { AxisOperand, AxisOption, axisOr } from './axis.js'
import { fill } from '../fill.js'
import { convert, counted } from './dtypes.js'
import { reductionRule } from './reduction.js'

interface ArgAttrs {
  readonly axis: number
}

/** `op(x, axis)`: the position of an element along one axis. */
export interface ArgReduction<Op extends string> {
  <X extends Operand, const N extends number | undefined = undefined>(
    x: AxisOperand<X, N, 0, Op>,
    axis?: AxisOption<X, N, 0, Op>,
  ): Result<reductionRule<ShapeOf<X>, axisOr<N, 0>, false, readonly [N]>, 'int32', KindOf<X>>
}

export function argReduction<Op extends string>(name: Op, kernel: KernelName): ArgReduction<Op> {
  const op: OpDefinition<ArgAttrs> = defineOp<ArgAttrs>({
    name,
    effect: 'pure',
    given: { axis: aNumber },
    infer([x]: readonly Spec[], { axis }) {
      const outcome = reductionRule(x!.shape, axis)
      return wrongWith('x', numeric(x!.dtype)) ?? wrongWith('axis', outcome) ?? { shape: outcome.shape, dtype: 'int32' }
    },
    apart: moving(({ inputs: [x], attrs: { axis } }) => [dropping(reducedAxes(x!.shape, axis), x!.shape)]),
    lower({ inputs: [x], attrs }) {
      // Kernels of wasm trap on no elements.
      if (x!.shape.includes(0)) return fill(reductionRule(x!.shape, attrs.axis).shape as readonly number[], 0, 'int32')
      const common = counted(x!.dtype)
      return x!.dtype === common ? undefined : dispatch<AnyTensor, ArgAttrs>(op, [convert(x!, common)], attrs)
    },
    kernel: { name: kernel, attrs: ({ axis }, [x]) => ({ axis: reducedAxes(x!.shape, axis)[0]! }) },
  })
  const call = (x: Operand, axis?: number | null) => dispatch(op, [x], { axis: axis ?? 0 })
  return call as ArgReduction<Op>
}
