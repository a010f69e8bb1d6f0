import type { GradientCall, OpDefinition, Spec } from '../../graph/node.js'
import { dropping, moving, type Apart } from '../../graph/apart.js'
import type { KernelName } from '../../kernels.js'
import { defineOp, dispatch } from '../../op.js'
import { aFlag, axes } from '../../shape/given.js'
import { wrongWith } from '../../shape/blame.js'
import type { Shape } from '../../shape/dimension.js'
import type { DType } from '../../shape/dtype.js'
import type { Arg, Failure, Ok } from '../../shape/outcome.js'
import type { Whole } from '../../shape/identity.js'
import type { RankedShape } from '../../shape/open.js'
import { reduce, reducedAxes, type AxisArg } from '../../shape/reduce.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../../tensor.js'
import { fill } from '../fill.js'
import { reshape } from '../reshape.js'
import { computedIn, convert, outDType, takes, type Out, type Takes } from './dtypes.js'
import type { eachOne, one } from './one.js'

// What reductions over axes have in common.

export interface ReductionAttrs {
  readonly axis: AxisArg
  readonly keepDims: boolean
}

/** The reduced shape; unknown when the axes, or whether they are kept, could be several things. */
export type reductionRule<S extends Shape, X, Keep = false> =
  Whole<S> extends RankedShape ? Reduced<S, X, Keep> : LastOfMany<S, X, Keep>
/** Of any axes and a last one, as in `[...S, F]`, the last one is known. */
type LastOfMany<S extends Shape, X, Keep> =
  X extends -1 ?
    Whole<S> extends Whole<readonly [...infer Others, unknown]> ?
      Ok<Keep extends true ? [...Others, 1] : Others>
    : Ok<number[]>
  : Ok<number[]>
type Reduced<S extends Shape, X, Keep> =
  one<S['length']> extends true ?
    one<X> extends true ?
      eachOne<X> extends true ?
        one<Keep> extends true ?
          reduce<S, X, Keep>
        : Ok<number[]>
      : Ok<number[]>
    : Ok<number[]>
  : Ok<number[]>
export function reductionRule(shape: Shape, axis: AxisArg, keepDims = false): Ok<Shape> | Failure {
  return reduce(shape, axis, keepDims)
}

/** `op(x, axis, keepDims)`: without axes, over all of them. */
export interface Reduction<Op extends string, O extends Out, T extends Takes = 'numbers'> {
  <X extends Operand, const N extends AxisArg = null, Keep extends boolean = false>(
    x: Arg<takes<DTypeOf<X>, T>, Op, X>,
    axis?: Arg<reductionRule<ShapeOf<X>, N>, Op, N>,
    keepDims?: Keep,
  ): Result<reductionRule<ShapeOf<X>, N, Keep>, outDType<O, DTypeOf<X>> & DType, KindOf<X>>
}

interface ReductionDefinition<Op extends string, O extends Out, T extends Takes> {
  readonly name: Op
  /** The dtype of the result; `'float32'` also converts the operand before. */
  readonly dtype: O
  readonly takes?: T
  /** Its input is `x`. */
  readonly kernel?: KernelName
  /** What the kernel calls the axes, where that is not `axis`. */
  readonly axisName?: string
  /** The op in terms of others, for calls that the kernel does not take, or where there is none. */
  readonly lower?: (x: AnyTensor, axes: readonly number[], keepDims: boolean) => AnyTensor | undefined
  /** The result over no elements, which kernels of wasm leave unset or trap on. */
  readonly empty: number
  /** The gradient from `dy` and `y` spread out to keep the reduced axes with size 1. */
  readonly gradient?: (dy: AnyTensor, x: AnyTensor, y: AnyTensor, axes: readonly number[]) => AnyTensor
}

export function reduction<Op extends string, O extends Out, T extends Takes = 'numbers'>(
  definition: ReductionDefinition<Op, O, T>,
): Reduction<Op, O, T> {
  const { name, kernel, axisName = 'axis', dtype, takes: taken = 'numbers', empty, gradient } = definition
  const op: OpDefinition<ReductionAttrs> = defineOp<ReductionAttrs>({
    name,
    effect: 'pure',
    given: { axis: axes, keepDims: aFlag },
    infer([x]: readonly Spec[], { axis, keepDims }) {
      const outcome = reductionRule(x!.shape, axis, keepDims)
      return (
        wrongWith('x', takes(x!.dtype, taken)) ??
        wrongWith('axis', outcome) ?? {
          shape: outcome.shape,
          dtype: outDType(dtype, x!.dtype),
        }
      )
    },
    lower({ inputs: [x], attrs }) {
      const out = outDType(dtype, x!.dtype)
      if (x!.shape.includes(0)) {
        const { shape } = reductionRule(x!.shape, attrs.axis, attrs.keepDims)
        return fill(shape as readonly number[], out === 'int32' ? clampedToInt32(empty) : empty, out)
      }
      const common = computedIn(dtype, x!.dtype)
      if (common === x!.dtype) return definition.lower?.(x!, reducedAxes(x!.shape, attrs.axis), attrs.keepDims)
      return convert(dispatch<AnyTensor, ReductionAttrs>(op, [convert(x!, common)], attrs), out)
    },
    apart: reduced,
    ...(kernel !== undefined && {
      kernel: {
        name: kernel,
        attrs: ({ axis, keepDims }: ReductionAttrs, [x]: readonly Spec[]) => ({
          [axisName]: reducedAxes(x!.shape, axis),
          keepDims,
        }),
      },
    }),
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
  return call as Reduction<Op, O, T>
}

/** Elements meet along the axes. */
export const reduced: Apart<ReductionAttrs> = moving(({ inputs: [x], attrs: { axis, keepDims } }) => {
  const axes = reducedAxes(x!.shape, axis)
  return [keepDims ? x!.shape.map((_, i) => (axes.includes(i) ? null : i)) : dropping(axes, x!.shape)]
})

/** How many elements go into one. */
export function sizeOver(shape: Shape, axes: readonly number[]): number {
  return axes.reduce((product, axis) => product * (shape[axis] as number), 1)
}

function clampedToInt32(value: number): number {
  return Math.min(Math.max(value, -(2 ** 31)), 2 ** 31 - 1)
}
