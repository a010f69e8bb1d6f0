import type { KernelName } from '../kernels.js'
import type { Shape } from '../shape/dimension.js'
import type { DType } from '../shape/dtype.js'
import type { Failure } from '../shape/outcome.js'
import { type AnyTensor, SymbolicTensor } from '../tensor.js'
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

/** The number of a run. Random ops draw other numbers in each. */
export interface Turn {
  /** For seeds that were drawn: every run counts. */
  readonly drawn: number
  /** For seeds that the user gave: training goes on, all else begins at 0 with each call. */
  readonly given: number
}
/** That of what does not depend on it, and of eager calls. */
export const firstTurn: Turn = { drawn: 0, given: 0 }

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
  /** The states that its lowering writes in training. */
  writes?(attrs: Attrs): readonly State[]
  readonly kernel?: KernelCall<Attrs>
  /** How an op runs that has no kernel in tfjs: numbers made in JavaScript, the same for the same turn. */
  host?(attrs: Attrs, output: Sized, turn: Turn): Float32Array | Int32Array
  /** One thunk an input: the gradient with respect to it. `null` where there is none (indices, conditions). */
  gradient?(call: GradientCall<Attrs>): readonly ((() => AnyTensor) | null)[]
  /** The attributes that hold dimensions: names in them are replaced when sizes become known. */
  readonly dims?: readonly string[]
}
export interface LoweringContext {
  /** Is this a training run? A graph has this fixed when a plan is made of it. */
  readonly training: boolean
  /** What a state holds by now: what was written before in the same run, or else its value. */
  read(state: State): AnyTensor
  /**
   * Gives a state a new value, in training. A plan writes it when its run is over and the loss is a number, an eager call
   * at once.
   */
  write(state: State, next: AnyTensor): void
}

/** The layer call during which a node was made. */
export interface LayerCall {
  readonly name: string
  readonly kind: string
  readonly call: number
  readonly layer: object
}

export interface Node {
  readonly id: number
  readonly op: OpDefinition
  readonly inputs: readonly SymbolicTensor<Shape, DType>[]
  readonly attrs: object
  readonly outputs: readonly Spec[]
  readonly name: string
  readonly layer: LayerCall | undefined
  /** One for each output: always the same objects, so that values can be compared by identity. */
  readonly values: readonly Value[]
}

/** A value in a graph, when its shape and dtype do not matter. */
export type Value = SymbolicTensor<Shape, DType>

const counters = { node: 0 }
const names = new Map<string, number>()
/** dense, dense_1, dense_2: the names that Keras gives. */
export function uniqueName(kind: string): string {
  const count = names.get(kind) ?? 0
  names.set(kind, count + 1)
  return count === 0 ? kind : `${kind}_${count}`
}
const layerStack: LayerCall[] = []

/** Nodes made while `body` runs belong to the outermost layer call. */
export function withLayer<T>(layer: LayerCall, body: () => T): T {
  layerStack.push(layer)
  try {
    return body()
  } finally {
    layerStack.pop()
  }
}
export function currentLayer(): LayerCall | undefined {
  return layerStack[0]
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
  const layer = currentLayer()
  const values: Value[] = []
  const node: Node = Object.freeze({
    id,
    op,
    inputs: Object.freeze(inputs),
    attrs,
    outputs: Object.freeze(outputs),
    name: name ?? (layer === undefined ? uniqueName(op.name) : `${layer.name}/${op.name}`),
    layer,
    values,
  })
  for (let index = 0; index < outputs.length; index++) values.push(new SymbolicTensor<Shape, DType>(node, index))
  Object.freeze(values)
  return values
}
