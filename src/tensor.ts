import * as core from '@tensorflow/tfjs-core'
import type { Dim, Shape } from './shape/dimension.js'
import type { DType } from './shape/dtype.js'
import type { Node, Spec } from './graph/node.js'
import type { Whole } from './shape/identity.js'
import type { Failure, Ok } from './shape/outcome.js'
import { failure, ok } from './shape/outcome.js'
import { showShape } from './shape/show.js'

// `using x = tf.zeros([2])` disposes at the end of the block. The member is declared on tfjs-core's own class, so that
// plain tfjs tensors stay assignable to ours.
declare module '@tensorflow/tfjs-core/dist/tensor.js' {
  interface Tensor {
    [Symbol.dispose](): void
  }
}
core.Tensor.prototype[Symbol.dispose] = function (this: core.Tensor) {
  if (!this.isDisposed) this.dispose()
}

/**
 * An eager tensor: a tfjs tensor with its shape and dtype in the type. It goes into any tfjs function. A bare `Tensor`
 * has an unknown shape, and every float32 tensor is assignable to it.
 */
export interface Tensor<out S extends number[] = number[], out D extends DType = 'float32'> extends core.Tensor<any> {
  readonly shape: S
  readonly dtype: D
}

/** Either kind of tensor, of any shape and dtype unless they are given. */
export interface AnyTensor<out S extends Shape = Shape, out D extends DType = DType> {
  readonly shape: S
  readonly dtype: D
}

/** Numbers, booleans or strings, nested as deep as the rank. The `[]` lets array literals infer as tuples. */
export type Nested = number | boolean | string | readonly Nested[] | []
export type TypedArray = Float32Array | Int32Array | Uint8Array | Uint8ClampedArray
/** What an op takes: a tensor of either kind, or anything tfjs makes a tensor of. */
export type Operand = AnyTensor | Nested | TypedArray

/** A value in a graph that has not run. Any op with a symbolic argument returns one. */
export class SymbolicTensor<out S extends Shape = Dim[], out D extends DType = 'float32'> {
  readonly symbolic = true
  /** Private: tfjs' `dispose` and `tidy` search objects for tensors, and must not find those of the graph. */
  readonly #node: Node
  /** @internal Which output of the node it is. */
  readonly index: number

  /** @internal Made by ops and `tf.input`. */
  constructor(node: Node, index: number) {
    this.#node = node
    this.index = index
  }
  /** @internal */
  get node(): Node {
    return this.#node
  }
  private get spec(): Spec {
    return this.node.outputs[this.index]!
  }
  /** The dimensions. A name or a polynomial of names is a string; an unknown size reads -1. */
  get shape(): S {
    // The op's rule, whose type gave S, computed this very shape.
    return this.spec.shape.map((dim) => dim ?? -1) as readonly unknown[] as S
  }
  get dtype(): D {
    return this.spec.dtype as D
  }
  get rank(): number {
    return this.spec.shape.length
  }
  get name(): string {
    return this.node.outputs.length > 1 ? `${this.node.name}:${this.index}` : this.node.name
  }
  toString(): string {
    const { node, name, dtype } = this
    const layer = node.layer === undefined ? '' : `, layer ${node.layer.layer.name}`
    return `SymbolicTensor(${name}: ${showShape(this.spec.shape)} ${dtype}, op ${node.op.name}${layer})`
  }
  /** Prints the shape, dtype, name and origin: there are no values before the graph runs. */
  print(): void {
    console.log(this.toString())
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
  /** @internal What is traced may dispose its intermediates, which hold no memory yet. */
  dispose(): void {}
  /** @internal */
  [Symbol.dispose](): void {}
}
for (const name of ['data', 'dataSync', 'array', 'arraySync', 'buffer', 'bufferSync', 'bytes']) {
  const value = () => {
    throw new TypeError(`${name}: a symbolic tensor has no values: they are there when its graph has run`)
  }
  Object.defineProperty(SymbolicTensor.prototype, name, { value })
}
export function isSymbolic(value: unknown): value is SymbolicTensor<Shape, DType> {
  return value instanceof SymbolicTensor
}

// `unknown extends T` finds `any`, at less cost than `0 extends 1 & T`. Numbers come first, as each is a type of its own.
/** The shape that an operand has, or would have as a tensor: `[[1, 2, 3], [4, 5, 6]]` is `[2, 3]`. Of a union it is unknown. */
export type ShapeOf<T, All = T> =
  unknown extends T ? number[]
  : T extends number ? []
  : T extends { readonly shape: infer S extends Shape } ?
    Whole<All> extends Whole<T> ?
      [...S]
    : number[]
  : NestedShape<T>
/**
 * The rule of ops that keep the shape. The first `infer` leaves it open as long as X is: where calls stand in calls,
 * TypeScript would find out what all operands could make of it.
 */
export type sameShape<X> =
  [X] extends [infer Y] ?
    Whole<ShapeOf<Y>> extends Whole<infer S> ?
      Ok<S>
    : never
  : never
/** The dtype that an operand has, or would have as a tensor. */
export type DTypeOf<T> =
  T extends number ? 'float32'
  : T extends { readonly dtype: infer D extends DType } ? D
  : NestedDType<T>
type ScalarDType<T> =
  T extends boolean ? 'bool'
  : T extends string ? 'string'
  : 'float32'
/** A typed array by its tag: against `TypedArray` itself the others, which are like it, are compared member by member. */
interface Tagged<Tag = 'Float32Array' | 'Int32Array' | 'Uint8Array' | 'Uint8ClampedArray'> {
  readonly [Symbol.toStringTag]: Tag
}
type NestedDType<T> =
  T extends readonly [infer First, ...unknown[]] ? NestedDType<First>
  : T extends readonly (infer Each)[] ?
    [Each] extends [never] ? 'float32'
    : Nested extends Each ? DType
    : NestedDType<Each>
  : T extends Tagged<'Float32Array'> ? 'float32'
  : T extends Tagged ? 'int32'
  : ScalarDType<T>

/** Only the first row is descended; `rectangular` holds the others to its length. */
export type NestedShape<T> =
  T extends readonly [infer First, ...unknown[]] ? [T['length'], ...NestedShape<First>]
  : T extends readonly unknown[] ?
    number extends T['length'] ?
      Nested extends T[number] ?
        number[]
      : [number, ...NestedShape<T[number]>]
    : [0]
  : T extends Tagged ? [number]
  : []
export function nestedShape(values: Operand): number[] {
  const shape: number[] = []
  for (let level: unknown = values; Array.isArray(level) || ArrayBuffer.isView(level);) {
    const row = level as ArrayLike<unknown>
    shape.push(row.length)
    level = row[0]
  }
  return shape
}

/** The rows of a nested array have one length; a value between rows has length 0. `any` flows. */
export type rectangular<T> =
  T extends readonly Leaf[] ? Ok<[]>
  : T extends readonly [infer First, ...unknown[]] ?
    unknown extends T[number] ? Ok<[]>
    : [Exclude<RowLength<T[number]>, RowLength<First>>] extends [never] ? rectangular<First>
    : raggedRows<RowLength<First>, OtherLength<T, RowLength<First>, RowOf<RowLength<First>>>>
  : Ok<[]>
type Leaf = number | boolean | string
type RowLength<Row> = Row extends readonly unknown[] ? Row['length'] : 0
type RowOf<Length> = { readonly length: Length } | (Length extends 0 ? Leaf : never)
/** The first length that differs: the order of a union must never be seen. Eight rows a step, as steps are limited. */
type OtherLength<T, Length, Row> =
  T extends readonly [Row, Row, Row, Row, Row, Row, Row, Row, ...infer Rest] ? OtherLength<Rest, Length, Row>
  : T extends readonly [infer First, ...infer Rest] ?
    RowLength<First> extends Length ?
      OtherLength<Rest, Length, Row>
    : RowLength<First>
  : 0
export function rectangular(values: unknown): Ok<Shape> | Failure {
  if (!Array.isArray(values)) return ok([])
  const rows: readonly unknown[] = values
  const lengthOf = (row: unknown) => (Array.isArray(row) ? row.length : 0)
  const length = lengthOf(rows[0])
  const other = rows.findIndex((row) => lengthOf(row) !== length)
  if (other > 0) return raggedRows(length, lengthOf(rows[other]))
  if (!Array.isArray(rows[0])) return ok([])
  return rows.map(rectangular).find((outcome) => 'failed' in outcome) ?? ok([])
}
export interface raggedRows<A, B> extends Failure {
  readonly message: `the rows have different lengths: ${A & number} vs ${B & number}`
}
export function raggedRows(a: number, b: number) {
  return failure(`the rows have different lengths: ${a} vs ${b}`, { code: 'raggedRows', sizes: [a, b] })
}

/** 'symbolic' and 'eager' as the names say; 'either' for a value typed as `AnyTensor`. */
export type KindOf<T> =
  unknown extends T ? 'eager'
  : T extends Stored ? 'eager'
  : T extends Symbolic ? 'symbolic'
  : T extends Shaped ? 'either'
  : 'eager'
// Names of their own: a type written out inside an alias is instantiated at each use.
export interface Symbolic {
  readonly symbolic: true
}
interface Shaped {
  readonly shape: unknown
}
interface Stored {
  readonly dataId: object
}

/**
 * The result of an op: symbolic when any argument is. It is looked up, not decided by a condition: of what is looked up
 * TypeScript knows inside generic functions what it can at most be, so that an op on a `T extends tf.Tensor` is a tensor.
 */
export type Result<Rule, D extends DType, Kind> = ResultOf<Rule, D>[OneKind<Kind>]
type OneKind<Kind> =
  'symbolic' extends Kind ? 'symbolic'
  : 'either' extends Kind ? 'either'
  : 'eager'
// The first `infer` leaves the rule open as long as operands are, as in `sameShape`. No branch is `never`: what is open
// would be assignable to any shape.
interface ResultOf<Rule, D extends DType> {
  readonly symbolic: [Rule] extends [infer R] ?
    R extends { readonly shape: infer S extends Shape } ?
      SymbolicTensor<S, D>
    : SymbolicTensor<number[], D>
  : never
  readonly either: [Rule] extends [infer R] ?
    R extends { readonly shape: infer S extends Shape } ?
      AnyTensor<S, D>
    : AnyTensor<number[], D>
  : never
  readonly eager: [Rule] extends [infer R] ?
    R extends { readonly shape: infer S extends number[] } ?
      Tensor<S, D>
    : Tensor<number[], D>
  : never
}
