import type { GradientCall, OpDefinition, Spec } from '../../graph/node.js'
import { defineOp, dispatch } from '../../op.js'
import { numeric, type DType } from '../../shape/dtype.js'
import type { Arg } from '../../shape/outcome.js'
import { reduce, reducedAxes, type AxisArg } from '../../shape/reduce.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../../tensor.js'
import { cast } from '../cast.js'
import { reshape } from '../reshape.js'

// What reductions over axes have in common.

export interface ReductionAttrs {
  readonly axis: AxisArg
  readonly keepDims: boolean
}

/** The dtype of a sum or product: truth values are counted. */
type counted<D> = D extends 'bool' ? 'int32' : D
/** `'counted'` is that of sums; `'same'` keeps the operand's dtype. */
type OutDType = 'same' | 'counted' | DType
type outOf<Out extends OutDType, D> =
  Out extends DType ? Out
  : Out extends 'counted' ? counted<D>
  : D

/** `op(x, axis, keepDims)`: without axes, over all of them. */
export interface Reduction<Op extends string, Out extends OutDType> {
  <X extends Operand, const N extends AxisArg = null, Keep extends boolean = false>(
    x: Arg<numeric<DTypeOf<X>>, Op, X>,
    axis?: Arg<reduce<ShapeOf<X>, N>, Op, N>,
    keepDims?: Keep,
  ): Result<reduce<ShapeOf<X>, N, Keep>, outOf<Out, DTypeOf<X>> & DType, KindOf<X>>
}

interface ReductionDefinition<Op extends string, Out extends OutDType> {
  readonly name: Op
  readonly dtype: Out
  readonly kernel: string
  /** The gradient from `dy` and `y` spread out to keep the reduced axes with size 1. */
  readonly gradient?: (dy: AnyTensor, x: AnyTensor, y: AnyTensor, axes: readonly number[]) => AnyTensor
}

export function reduction<Op extends string, Out extends OutDType>(
  definition: ReductionDefinition<Op, Out>,
): Reduction<Op, Out> {
  const { name, kernel, dtype, gradient } = definition
  const outDType = (from: DType): DType => {
    if (dtype === 'same') return from
    if (dtype !== 'counted') return dtype
    return from === 'bool' ? 'int32' : from
  }
  /** Kernels do not take truth values, and means are of float32. */
  const computeIn = (from: DType): DType =>
    dtype === 'float32' ? 'float32'
    : from === 'bool' && dtype !== 'bool' ? 'int32'
    : from
  const op: OpDefinition<ReductionAttrs> = defineOp<ReductionAttrs>({
    name,
    effect: 'pure',
    infer([x]: readonly Spec[], { axis, keepDims }) {
      const taken = numeric(x!.dtype)
      if ('failed' in taken) return taken
      const outcome = reduce(x!.shape, axis, keepDims)
      return 'failed' in outcome ? outcome : { shape: outcome.shape, dtype: outDType(x!.dtype) }
    },
    lower({ inputs: [x], attrs }) {
      const common = computeIn(x!.dtype)
      if (common === x!.dtype) return undefined
      return cast(dispatch<AnyTensor>(op, [cast(x!, common)], attrs), outDType(x!.dtype))
    },
    kernel: {
      name: kernel,
      inputs: ['x'],
      attrs: ({ axis, keepDims }, [x]) => ({ axis: reducedAxes(x!.shape, axis), keepDims }),
    },
    ...(gradient && {
      gradient: ({ dy, inputs: [x], outputs: [y], attrs }: GradientCall<ReductionAttrs>) => [
        () => {
          const axes = reducedAxes(x!.shape, attrs.axis)
          const kept = x!.shape.map((size, i) => (axes.includes(i) ? 1 : size))
          return gradient(reshape(dy, kept), x!, reshape(y!, kept), axes)
        },
      ],
    }),
  })
  const call = (x: Operand, axis: AxisArg = null, keepDims = false) => dispatch(op, [x], { axis, keepDims })
  return call as Reduction<Op, Out>
}
