import { defineOp, dispatch } from '../../op.js'
import type { GradientCall, OpDefinition, Spec } from '../../graph/node.js'
import { broadcast } from '../../shape/broadcast.js'
import { numeric, upcast, type DType } from '../../shape/dtype.js'
import type { Arg, both, Failure, Ok } from '../../shape/outcome.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../../tensor.js'
import { cast } from '../cast.js'

// What the element-wise ops have in common. A file in `ops/` that is element-wise gives its kernel and its gradient.

/** Two operands, broadcast against each other. */
export interface Binary<Op extends string, Out extends BinaryDType = 'upcast'> {
  <A extends Operand, B extends Operand>(
    a: Arg<numeric<DTypeOf<A>>, Op, A>,
    b: Arg<both<numeric<DTypeOf<B>>, broadcast<ShapeOf<A>, ShapeOf<B>>>, Op, B>,
  ): Result<
    broadcast<ShapeOf<A>, ShapeOf<B>>,
    Out extends DType ? Out : upcast<DTypeOf<A>, DTypeOf<B>>,
    KindOf<A> | KindOf<B>
  >
}

type BinaryDType = 'upcast' | 'bool' | 'float32'
interface BinaryDefinition<Op extends string, Out extends BinaryDType> {
  readonly name: Op
  /** The name of tfjs' kernel, whose inputs are `a` and `b`. */
  readonly kernel: string
  /** The dtype of the result: `'upcast'` is the promoted dtype of the operands. */
  readonly dtype: Out
  /** The dtype in which the kernel computes; without it, the promoted dtype. */
  readonly computeIn?: (promoted: DType) => DType
  readonly gradient?: OpDefinition['gradient']
}

const noAttrs = Object.freeze({})

export function binary<Op extends string, Out extends BinaryDType>(
  definition: BinaryDefinition<Op, Out>,
): Binary<Op, Out> {
  const { name, kernel, dtype, computeIn = (promoted) => promoted, gradient } = definition
  const op: OpDefinition = defineOp({
    name,
    effect: 'pure',
    infer([a, b]: readonly Spec[]) {
      return binarySpec(a!, b!, (promoted) => (dtype === 'upcast' ? computeIn(promoted) : dtype))
    },
    // Kernels take operands of one dtype.
    lower({ inputs: [a, b] }) {
      const common = computeIn(upcast(a!.dtype, b!.dtype))
      if (a!.dtype === common && b!.dtype === common) return undefined
      return dispatch<AnyTensor>(op, [cast(a!, common), cast(b!, common)], noAttrs)
    },
    kernel: { name: kernel, inputs: ['a', 'b'] },
    ...(gradient && { gradient }),
  })
  // The cast gives the definition its public type: the rule that runs is the twin of the one in the type.
  return ((a: Operand, b: Operand) => dispatch(op, [a, b], noAttrs)) as Binary<Op, Out>
}

function binarySpec(a: Spec, b: Spec, dtype: (promoted: DType) => DType): Spec | Failure {
  for (const { dtype } of [a, b]) {
    const taken = numeric(dtype)
    if ('failed' in taken) return taken
  }
  const outcome = broadcast(a.shape, b.shape)
  return 'failed' in outcome ? outcome : { shape: outcome.shape, dtype: dtype(upcast(a.dtype, b.dtype)) }
}

type UnaryDType = 'same' | 'float32' | 'bool'
/** One operand; the shape stays. */
export interface Unary<Op extends string, Out extends UnaryDType = 'same'> {
  <X extends Operand>(
    x: Arg<numeric<DTypeOf<X>>, Op, X>,
  ): Result<Ok<ShapeOf<X>>, Out extends DType ? Out : DTypeOf<X>, KindOf<X>>
}

interface UnaryDefinition<Op extends string, Out extends UnaryDType> {
  readonly name: Op
  /** The name of tfjs' kernel, whose input is `x`. */
  readonly kernel: string
  /** The dtype of the result; `'float32'` also converts the operand before. */
  readonly dtype: Out
  readonly gradient?: (dy: AnyTensor, x: AnyTensor, y: AnyTensor) => AnyTensor
}

export function unary<Op extends string, Out extends UnaryDType>(definition: UnaryDefinition<Op, Out>): Unary<Op, Out> {
  const { name, kernel, gradient } = definition
  const dtype: UnaryDType = definition.dtype
  const op: OpDefinition = defineOp({
    name,
    effect: 'pure',
    infer([x]: readonly Spec[]) {
      const taken = numeric(x!.dtype)
      return 'failed' in taken ? taken : { shape: x!.shape, dtype: dtype === 'same' ? x!.dtype : dtype }
    },
    lower({ inputs: [x] }) {
      if (dtype !== 'float32' || x!.dtype === 'float32') return undefined
      return dispatch<AnyTensor>(op, [cast(x!, 'float32')], noAttrs)
    },
    kernel: { name: kernel, inputs: ['x'] },
    ...(gradient && {
      gradient: ({ dy, inputs: [x], outputs: [y] }: GradientCall<object>) => [() => gradient(dy, x!, y!)],
    }),
  })
  return ((x: Operand) => dispatch(op, [x], noAttrs)) as Unary<Op, Out>
}
