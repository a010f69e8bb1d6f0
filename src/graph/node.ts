import type { KernelName } from '../kernels.js'
import type { Shape } from '../shape/dimension.js'
import type { DType } from '../shape/dtype.js'
import type { Failure } from '../shape/outcome.js'
import { type AnyTensor, SymbolicTensor } from '../tensor.js'
import { context, type Turn } from '../context.js'
import type { AnyLayer } from '../layers/layer.js'
import type { ApartCall, Rows } from './apart.js'
import type { State } from './sources.js'

/** What is known of a value before it exists. */
export interface Spec {
  readonly shape: Shape
  readonly dtype: DType
}
/** A `Spec` whose sizes are all known. */
export interface Sized {
  readonly shape: readonly number[]
  readonly dtype: DType
}

/** Only pure nodes may be folded, shared or removed. */
export type Effect = 'pure' | 'random' | 'state'

/** `'flag'` is true or false, `null` being false. */
export interface PlainKinds {
  readonly [attribute: string]: 'flag' | 'number' | 'integer'
}

/** What an op's lowering and gradient get to see. */
export interface OpCall<Attrs> {
  readonly inputs: readonly AnyTensor[]
  readonly attrs: Attrs
}
export interface GradientCall<Attrs> extends OpCall<Attrs> {
  /** The gradient of the first output; for most ops, of the only one. */
  readonly dy: AnyTensor
  /** The gradients of all outputs. */
  readonly dys: readonly AnyTensor[]
  readonly outputs: readonly AnyTensor[]
}

/** How an op runs: the kernel of tfjs, and its attributes. What the kernel is like is in `kernels.ts`. */
export interface KernelCall<Attrs> {
  readonly name: KernelName
  /** The shapes in which it takes the numbers of its inputs, where those are not the op's own. */
  shapes?(inputs: readonly Sized[]): readonly (readonly number[])[]
  attrs?(attrs: Attrs, inputs: readonly Sized[], outputs: readonly Sized[]): object
}

/**
 * An op, whole: rule, execution, gradient and effect. Everything else (eager call, symbolic call, plan, gradients,
 * summary) is derived from it.
 */
export interface OpDefinition<Attrs extends object = object> {
  readonly name: string
  readonly effect: Effect
  /** The result is a list, whatever its length: `split`, `unstack`. */
  readonly list?: true
  /** The rule: shape and dtype of the outputs, or the failure. */
  infer(inputs: readonly Spec[], attrs: Attrs): Spec | readonly Spec[] | Failure
  /** The same value in terms of other ops. `undefined` where the kernel takes the call as it is. */
  lower?(call: OpCall<Attrs> & LoweringContext): AnyTensor | readonly AnyTensor[] | undefined
  /** The states that its lowering may write. */
  writes?(attrs: Attrs): readonly State[]
  readonly kernel?: KernelCall<Attrs>
  /** How an op runs that has no kernel in tfjs: numbers made in JavaScript, the same for the same turn. */
  host?(attrs: Attrs, output: Sized, turn: Turn): Float32Array | Int32Array
  /** One thunk an input: the gradient with respect to it. `null` where there is none (indices, conditions). */
  gradient?(call: GradientCall<Attrs>): readonly ((() => AnyTensor) | null)[]
  /** What attributes are that the user gives as plain values. */
  readonly plain?: PlainKinds
  /** Which axes it keeps apart; without it, none. */
  apart?(call: ApartCall<Attrs>): readonly Rows[]
  /** The attributes that hold dimensions: names in them are replaced when sizes become known. */
  readonly dims?: readonly string[]
}
/** The states of a run. */
export interface StateAccess {
  /** What a state holds by now: what was written before in the same run, or else its value. */
  read(state: State): AnyTensor
  /**
   * Gives a state a new value. A plan writes it when its run is over (a training step when the loss is a number), an eager
   * call at once.
   */
  write(state: State, next: AnyTensor): void
}
export interface LoweringContext extends StateAccess {
  /** Is this a training run? A graph has this fixed when a plan is made of it. */
  readonly training: boolean
}

/**
 * A call of a layer or a model on symbolic tensors: a record, from which summaries, lists of layers, files and nested
 * models are read. That of an eager call has no inputs and no outputs.
 */
export interface LayerCall {
  readonly layer: AnyLayer
  /** How many calls the layer has had before. */
  readonly call: number
  /** Values, and eager tensors that stand beside them. */
  readonly inputs: readonly AnyTensor[]
  /** Known when the call is over; each is a value of its own, made in this call. */
  readonly outputs: readonly Value[]
  /** What was given beside the inputs. */
  readonly options: object
}

export interface Node {
  readonly id: number
  readonly op: OpDefinition
  readonly inputs: readonly SymbolicTensor<Shape, DType>[]
  readonly attrs: object
  readonly outputs: readonly Spec[]
  readonly name: string
  /** The outermost layer call in which it was made. */
  readonly layer: LayerCall | undefined
  /** Whether this is training, where the call that made it has said so. */
  readonly training: boolean | undefined
  /** One for each output: always the same objects, so that values can be compared by identity. */
  readonly values: readonly Value[]
}

/** A value in a graph, when its shape and dtype do not matter. */
export type Value = SymbolicTensor<Shape, DType>
/** The dimensions as rules see them: an unknown one is `null`. */
export function specOf(value: Value): Spec {
  return value.node.outputs[value.index]!
}

const counters = { node: 0 }
/** Tells the nodes that are made from now on. */
export function madeFromNow(): (node: Node) => boolean {
  const last = counters.node
  return ({ id }) => id > last
}
const names = new Map<string, number>()
/** dense, dense_1, dense_2: the names that Keras gives. */
export function uniqueName(kind: string): string {
  const count = names.get(kind) ?? 0
  names.set(kind, count + 1)
  return count === 0 ? kind : `${kind}_${count}`
}

/** A new node; its outputs are the graph's new values. It freezes the lists that it is given. */
export function makeNode(
  op: OpDefinition,
  inputs: readonly Value[],
  attrs: object,
  outputs: readonly Spec[],
  name?: string,
): readonly Value[] {
  const id = ++counters.node
  const { layer, training, plan } = context()
  const values: Value[] = []
  const node: Node = Object.freeze({
    id,
    op,
    inputs: Object.freeze(inputs),
    attrs,
    outputs: Object.freeze(outputs),
    name: name ?? (layer === undefined ? uniqueName(op.name) : `${layer.layer.name}/${op.name}`),
    layer,
    // In a plan it has been decided.
    training: plan === undefined ? training : undefined,
    values,
  })
  for (let index = 0; index < outputs.length; index++) values.push(new SymbolicTensor<Shape, DType>(node, index))
  Object.freeze(values)
  return values
}
