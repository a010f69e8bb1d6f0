import type { GradientCall, OpDefinition, Spec } from '../../graph/node.js'
import { byElements } from '../../graph/apart.js'
import { mostAxes, type KernelName } from '../../kernels.js'
import { defineOp, dispatch } from '../../op.js'
import { wrongWith } from '../../shape/blame.js'
import { broadcast } from '../../shape/broadcast.js'
import { upcast, type DType } from '../../shape/dtype.js'
import type { Arg, Check, Failure, Ok, Sentence } from '../../shape/outcome.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, sameShape, ShapeOf } from '../../tensor.js'
import { concat } from '../concat.js'
import { reshape } from '../reshape.js'
import { computedIn, convert, outDType, takes, type Out, type Takes } from './dtypes.js'

// What the element-wise ops have in common. A file in `ops/` that is element-wise gives its kernel and its gradient.

const noAttrs = Object.freeze({})

/**
 * An operand, or what is wrong with its dtype. `Arg<takes<…>>`, written out so that the call names the operand once: to
 * name a parameter of an interface's call is dear.
 */
type Taken<X, T extends Takes, Op extends string> =
  Check<takes<DTypeOf<X>, T>> extends 'ok' ? X : Sentence<takes<DTypeOf<X>, T>, Op>

/** Hidden behind an `infer`, or TypeScript would find out what all operands could make of it. */
type together<A, B> = [A, B] extends [infer X, infer Y] ? broadcast<ShapeOf<X>, ShapeOf<Y>> : never

/** Two operands, broadcast against each other. */
export interface Binary<Op extends string, O extends Out = 'same', T extends Takes = 'numbers'> {
  <A extends Operand, B extends Operand>(
    a: Taken<A, T, Op>,
    b: Arg<together<A, B>, Op, Taken<B, T, Op>>,
  ): Result<together<A, B>, outDType<O, upcast<DTypeOf<A>, DTypeOf<B>>> & DType, KindOf<A> | KindOf<B>>
}

interface BinaryDefinition<Op extends string, O extends Out, T extends Takes> {
  readonly name: Op
  /** What the public function calls its operands, where that is not `a` and `b`. */
  readonly operands?: readonly [string, string]
  /** Its inputs are `a` and `b`. */
  readonly kernel?: KernelName
  /** The dtype of the result, from the promoted dtype of the operands; `'float32'` also converts these before. */
  readonly dtype: O
  readonly takes?: T
  /** The op by other ops, for operands of one dtype that the kernel does not take, or where there is none. */
  readonly instead?: (a: AnyTensor, b: AnyTensor) => AnyTensor | undefined
  readonly gradient?: OpDefinition['gradient']
}

export function binary<Op extends string, O extends Out, T extends Takes = 'numbers'>(
  definition: BinaryDefinition<Op, O, T>,
): Binary<Op, O, T> {
  const op = binaryOp(definition)
  // The cast gives the definition its public type: the rule that runs is the twin of the one in the type.
  return ((a: Operand, b: Operand) => dispatch(op, [a, b], noAttrs)) as Binary<Op, O, T>
}

export function binaryOp<Op extends string, O extends Out, T extends Takes>(
  definition: BinaryDefinition<Op, O, T>,
): OpDefinition {
  const { name, kernel, operands = ['a', 'b'], dtype, takes: taken = 'numbers', instead, gradient } = definition
  const op: OpDefinition = defineOp({
    name,
    effect: 'pure',
    operands,
    infer([a, b]: readonly Spec[]) {
      return binarySpec(a!, b!, taken, dtype)
    },
    // Kernels take operands of one dtype.
    lower({ inputs: [a, b] }) {
      const promoted = upcast(a!.dtype, b!.dtype)
      const common = computedIn(dtype, promoted)
      if (a!.dtype === common && b!.dtype === common) return instead?.(a!, b!) ?? asVectors(op, a!, b!)
      const result = dispatch<AnyTensor>(op, [convert(a!, common), convert(b!, common)], noAttrs)
      return convert(result, outDType(dtype, promoted))
    },
    apart: byElements,
    ...(kernel !== undefined && { kernel: { name: kernel } }),
    ...(gradient && { gradient }),
  })
  return op
}

/** The op on vectors, where kernels do not take so many axes. */
function asVectors(op: OpDefinition, a: AnyTensor, b: AnyTensor): AnyTensor | undefined {
  if (a.shape.length <= mostAxes && b.shape.length <= mostAxes) return undefined
  const shape = broadcast(a.shape, b.shape).shape as readonly number[]
  if (shape.includes(0)) return undefined
  const vector = (x: AnyTensor): AnyTensor => (x.shape.length === 0 ? x : reshape(repeated(x, shape), [-1]))
  return reshape(dispatch<AnyTensor>(op, [vector(a), vector(b)], noAttrs), shape)
}
/** `broadcastTo` without arithmetic, which itself is element-wise. */
function repeated(x: AnyTensor, shape: readonly number[]): AnyTensor {
  const aligned: AnyTensor = reshape(x, [...shape.slice(x.shape.length).fill(1), ...(x.shape as readonly number[])])
  return shape.reduce(
    (y, size, axis) => (y.shape[axis] === size ? y : concat(Array<AnyTensor>(size).fill(y), axis)),
    aligned,
  )
}

function binarySpec(a: Spec, b: Spec, taken: Takes, out: Out): Spec | Failure {
  const outcome = broadcast(a.shape, b.shape)
  return (
    wrongWith('a', takes(a.dtype, taken)) ??
    wrongWith('b', outcome) ??
    wrongWith('b', takes(b.dtype, taken)) ?? {
      shape: outcome.shape,
      dtype: outDType(out, upcast(a.dtype, b.dtype)),
    }
  )
}

/** One operand; the shape stays. */
export interface Unary<Op extends string, O extends Out = 'same', T extends Takes = 'numbers'> {
  <X extends Operand>(x: Taken<X, T, Op>): Result<sameShape<X>, outDType<O, DTypeOf<X>> & DType, KindOf<X>>
}

interface UnaryDefinition<Op extends string, O extends Out, T extends Takes, Attrs extends object> {
  readonly name: Op
  /** Its input is `x`. */
  readonly kernel?: KernelName
  /** The dtype of the result; `'float32'` also converts the operand before. */
  readonly dtype: O
  readonly takes?: T
  /** The attributes that the kernel gets. */
  readonly attrs?: (attrs: Attrs) => object
  readonly given?: OpDefinition<Attrs>['given']
  /** What the attributes must be. */
  readonly rule?: (attrs: Attrs) => Ok<unknown> | Failure
  /** The op by other ops, for calls that the kernel does not take, or where there is none. */
  readonly instead?: (x: AnyTensor, attrs: Attrs) => AnyTensor | undefined
  readonly gradient?: (dy: AnyTensor, x: AnyTensor, y: AnyTensor, attrs: Attrs) => AnyTensor
}

export function unaryOp<Op extends string, O extends Out, T extends Takes, Attrs extends object>(
  definition: UnaryDefinition<Op, O, T, Attrs>,
): OpDefinition<Attrs> {
  const {
    name,
    kernel,
    dtype,
    takes: taken = 'numbers',
    attrs: kernelAttrs,
    given,
    rule,
    instead,
    gradient,
  } = definition
  const op: OpDefinition<Attrs> = defineOp<Attrs>({
    name,
    effect: 'pure',
    ...(given && { given }),
    infer([x]: readonly Spec[], attrs) {
      const spec: Spec = { shape: x!.shape, dtype: outDType(dtype, x!.dtype) }
      return wrongWith('x', takes(x!.dtype, taken)) ?? wrongWith('attrs', rule?.(attrs) ?? spec) ?? spec
    },
    lower({ inputs: [x], attrs }) {
      const common = computedIn(dtype, x!.dtype)
      if (x!.dtype === common) return instead?.(x!, attrs)
      return convert(dispatch<AnyTensor, Attrs>(op, [convert(x!, common)], attrs), outDType(dtype, x!.dtype))
    },
    apart: byElements,
    ...(kernel !== undefined && { kernel: { name: kernel, ...(kernelAttrs && { attrs: kernelAttrs }) } }),
    ...(gradient && {
      gradient: ({ dy, inputs: [x], outputs: [y], attrs }: GradientCall<Attrs>) => [() => gradient(dy, x!, y!, attrs)],
    }),
  })
  return op
}

export function unary<Op extends string, O extends Out, T extends Takes = 'numbers'>(
  definition: UnaryDefinition<Op, O, T, object>,
): Unary<Op, O, T> {
  const op = unaryOp(definition)
  return ((x: Operand) => dispatch<AnyTensor>(op, [x], noAttrs)) as Unary<Op, O, T>
}
