/**
 * A call of an op as data: it can be printed as TypeScript, run as JavaScript, mutated and shown as a counterexample.
 */
import { specOf, type Spec } from '../../../src/graph/node.js'
import { inputNode } from '../../../src/graph/sources.js'
import * as ops from '../../../src/ops/index.js'
import type { Dim, Shape } from '../../../src/shape/dimension.js'
import type { DType } from '../../../src/shape/dtype.js'
import { ShapeError } from '../../../src/shape/errors.js'
import { SymbolicTensor } from '../../../src/tensor.js'

/** `'either'` is a value typed as `AnyTensor`; `'literal'` a number or nested arrays. */
export type Kind = 'eager' | 'symbolic' | 'either' | 'literal'

/** A tensor among the arguments. */
export class TensorArg {
  readonly shape: Shape
  readonly dtype: DType
  readonly kind: Kind
  /** Its values are indices: integers from 0, below this. */
  readonly below: number | undefined
  constructor(shape: Shape, dtype: DType, kind: Kind, below?: number) {
    this.shape = shape
    this.dtype = dtype
    this.kind = kind
    this.below = below
  }
}
/** Dimensions that the user writes, such as the target of a reshape. */
export class DimsArg {
  readonly dims: Shape
  /** Does the op take names here? */
  readonly named: boolean
  constructor(dims: Shape, named = true) {
    this.dims = dims
    this.named = named
  }
}
export class DTypeArg {
  readonly dtype: DType
  constructor(dtype: DType) {
    this.dtype = dtype
  }
}
/** An argument that mutations leave alone: a mutant of it would not be the op's business but the type checker's. */
export class Fixed {
  readonly value: Plain
  constructor(value: Plain) {
    this.value = value
  }
}
export type Plain = number | boolean | string | null | undefined | readonly Plain[] | { readonly [key: string]: Plain }
export type CallArg =
  | TensorArg
  | DimsArg
  | DTypeArg
  | Fixed
  | number
  | boolean
  | string
  | null
  | undefined
  | readonly CallArg[]
  | { readonly [key: string]: CallArg }
export type Args = readonly CallArg[]

const isLeaf = (arg: CallArg) =>
  arg instanceof TensorArg || arg instanceof DimsArg || arg instanceof DTypeArg || arg instanceof Fixed

/** The tensors of a call, in order, also those in lists. */
export function tensorsOf(args: CallArg): TensorArg[] {
  if (args instanceof TensorArg) return [args]
  if (typeof args !== 'object' || args === null || isLeaf(args)) return []
  return Object.values(args).flatMap(tensorsOf)
}

/** The same call with other tensors and dimensions. */
export function mapLeaves(args: Args, change: (leaf: CallArg) => CallArg): Args {
  const visit = (arg: CallArg): CallArg => {
    if (isLeaf(arg) || typeof arg !== 'object' || arg === null) return change(arg)
    if (Array.isArray(arg)) return arg.map(visit)
    return Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, visit(value)]))
  }
  return args.map(visit)
}

// ────────────────────────────────────────────────────────────────────────────────────────────────────── as TypeScript

const dimText = (dim: Dim) =>
  dim === null ? 'number'
  : typeof dim === 'string' ? `'${dim}'`
  : String(dim)
export const shapeText = (shape: Shape) => `[${shape.map(dimText).join(', ')}]`

export function tensorText({ shape, dtype }: Spec, kind: Kind): string {
  // An eager tensor has no named sizes: they are unknown to its type.
  const dims = kind === 'eager' && shape.some((dim) => typeof dim === 'string') ? 'number[]' : shapeText(shape)
  const name = { eager: 'Tensor', symbolic: 'SymbolicTensor', either: 'AnyTensor', literal: 'Tensor' }[kind]
  return `tf.${name}<${dims}, '${dtype}'>`
}

/** A plain value, or rule argument, as a literal or as a literal type. */
export function plainText(value: unknown, unknownSize = 'null'): string {
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) {
    return `[${value.map((item) => (item === null ? unknownSize : plainText(item, unknownSize))).join(', ')}]`
  }
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '0' : String(value)
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${key}: ${plainText(item, unknownSize)}`)
    .join(', ')} }`
}

/** Nested arrays of one value. */
function literalValue([size, ...rest]: Shape, dtype: DType, below?: number): Plain {
  if (size !== undefined) return Array<Plain>(size as number).fill(literalValue(rest, dtype, below))
  if (dtype === 'string') return 'a'
  return (
    dtype === 'bool' ? true
    : below === undefined ? 1
    : 0
  )
}

export function argText(arg: CallArg): string {
  if (arg instanceof TensorArg) {
    return arg.kind === 'literal' ?
        plainText(literalValue(arg.shape, arg.dtype, arg.below))
      : `v<${tensorText(arg, arg.kind)}>()`
  }
  if (arg instanceof DimsArg) return plainText(arg.dims)
  if (arg instanceof DTypeArg) return `'${arg.dtype}'`
  if (arg instanceof Fixed) return plainText(arg.value)
  if (Array.isArray(arg)) return `[${arg.map(argText).join(', ')}]`
  if (typeof arg !== 'object' || arg === null) return plainText(arg)
  return `{ ${Object.entries(arg)
    .map(([key, value]) => `${key}: ${argText(value)}`)
    .join(', ')} }`
}
export const callText = (op: string, args: Args) => `tf.${op}(${args.map(argText).join(', ')})`

/** How the result of a call is typed. */
export function resultKind(args: Args): Kind {
  const kinds = tensorsOf(args).map((tensor) => tensor.kind)
  return (
    kinds.includes('symbolic') ? 'symbolic'
    : kinds.includes('either') ? 'either'
    : 'eager'
  )
}

// ────────────────────────────────────────────────────────────────────────────────────────────────────── as JavaScript

export function argValue(arg: CallArg, tensor: (arg: TensorArg) => unknown): unknown {
  if (arg instanceof TensorArg) return tensor(arg)
  if (arg instanceof DimsArg) return arg.dims
  if (arg instanceof DTypeArg) return arg.dtype
  if (arg instanceof Fixed) return arg.value
  if (Array.isArray(arg)) return arg.map((item) => argValue(item, tensor))
  if (typeof arg !== 'object' || arg === null) return arg
  return Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, argValue(value, tensor)]))
}

type Callable = (...args: readonly unknown[]) => unknown
/** A public op by its name. */
export function publicOp(op: string): Callable {
  const found = (ops as unknown as Record<string, Callable | undefined>)[op]
  if (found === undefined) throw new Error(`tf.${op} does not exist`)
  return found
}

/** One tensor, or a list or record of them. */
export type Outputs = Spec | readonly Outputs[] | { readonly [key: string]: Outputs }
export interface Valid {
  readonly outputs: Outputs
}
export interface Refused {
  readonly code: string
  readonly message: string
  /** Which element of a list is to blame. */
  readonly index?: number
}
export type Answer = Valid | Refused
export const isValid = (answer: Answer): answer is Valid => 'outputs' in answer

/** The call's arguments with symbolic tensors; literals stay what they are next to a tensor. */
export function symbolicArgs(args: Args): unknown[] {
  const allLiteral = tensorsOf(args).every(({ kind }) => kind === 'literal')
  return args.map((arg) =>
    argValue(arg, ({ shape, dtype, kind, below }) =>
      kind === 'literal' && !allLiteral ? literalValue(shape, dtype, below) : inputNode({ shape, dtype }),
    ),
  )
}

/** What the functions say: the call on symbolic tensors. Ops without tensors run, on the backend of the moment. */
export function answerOf(op: string, args: Args): Answer {
  try {
    const values = symbolicArgs(args)
    return { outputs: specsOf(publicOp(op)(...values)) }
  } catch (error) {
    if (!(error instanceof ShapeError)) {
      throw new Error(`${callText(op, args)} throws what is no ShapeError: ${error}`, { cause: error })
    }
    return { code: error.code, message: error.message, ...(error.index !== undefined && { index: error.index }) }
  }
}
export function specsOf(result: unknown): Outputs {
  if (result instanceof SymbolicTensor) return specOf(result)
  if (Array.isArray(result)) return result.map(specsOf)
  const { shape, dtype } = result as Spec
  if (shape !== undefined && dtype !== undefined) return { shape, dtype }
  return Object.fromEntries(Object.entries(result as object).map(([key, value]) => [key, specsOf(value)]))
}
export const isSpec = (outputs: Outputs): outputs is Spec => 'shape' in outputs && 'dtype' in outputs

/** The result's type, as the functions' answer wants it to be. */
export function outputsText(outputs: Outputs, kind: Kind): string {
  if (isSpec(outputs)) return tensorText(outputs, kind)
  if (Array.isArray(outputs)) return `[${outputs.map((item) => outputsText(item, kind)).join(', ')}]`
  return `{ ${Object.entries(outputs)
    .map(([key, item]) => `${key}: ${outputsText(item as Outputs, kind)}`)
    .join('; ')} }`
}
