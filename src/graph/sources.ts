import * as core from '@tensorflow/tfjs-core'
import type { Constraint } from '../constraints/constraint.js'
import { context, within, type Captures } from '../context.js'
import type { Regularizer } from '../regularizers/regularizer.js'
import type { DType } from '../shape/dtype.js'
import type { Tensor } from '../tensor.js'
import { makeNode, type OpDefinition, type Spec, type Value } from './node.js'

// The nodes that have no inputs: where a graph's values come from.

/** An op that is only a place: its attributes hold the spec of what stands there. */
function source<Attrs extends { readonly spec: Spec }>(name: string, effect: 'pure' | 'state'): OpDefinition<Attrs> {
  return Object.freeze({ name, effect, infer: (_: readonly Spec[], attrs: Attrs) => attrs.spec })
}

/** What a graph begins with belongs to no layer, even when a layer's call is the first that needs it. */
function leaf<Attrs extends { readonly spec: Spec }>(op: OpDefinition<Attrs>, attrs: Attrs, name?: string): Value {
  return within({ layer: undefined }, () => makeNode(op, [], attrs, [attrs.spec], name))[0]!
}

export interface InputAttrs {
  readonly spec: Spec
}
export const inputOp = source<InputAttrs>('input', 'pure')
export function inputNode(spec: Spec, name?: string): Value {
  return leaf(inputOp, { spec }, name)
}

/** Something that keeps its value between runs: weights, optimizer slots, counters, a captured `tf.variable`. */
export interface State {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: DType
  /** Does training move it along its gradient? That can be switched at any time. */
  readonly trainable: boolean
  /** Is it of a layer whose `trainable` is false? Such a layer moves no statistics either. */
  readonly frozen?: boolean
  /** Is it remembered from run to run without being a weight? */
  readonly remembered?: boolean
  /** What it is brought to after each training step. */
  readonly constraint?: Constraint | undefined
  /** What it adds to the loss. */
  readonly regularizer?: Regularizer | undefined
  /** The present value; memory is taken at the first call. The tensor belongs to the state. */
  read(): Tensor<number[], DType>
  /** Takes the tensor over. */
  write(value: Tensor<number[], DType>): void
  /** Frees the memory, if it is the library's. */
  dispose?(): void
}
export interface VariableAttrs {
  readonly spec: Spec
  readonly state: State
}
export const variableOp = source<VariableAttrs>('variable', 'state')
const variableLeaves = new WeakMap<State, Value>()
/** What a state holds when a run begins: one value for each state, so that every use of a weight is the same. */
export function variableLeaf(state: State): Value {
  const known = variableLeaves.get(state)
  if (known !== undefined) return known
  const spec = { shape: state.shape, dtype: state.dtype }
  const value = leaf(variableOp, { spec, state }, state.name)
  variableLeaves.set(state, value)
  return value
}
/** A state in a graph; in a plan, what it holds by now. */
export function variableNode(state: State): Value {
  const { plan } = context()
  return plan === undefined ? variableLeaf(state) : (plan.read(state) as Value)
}
export function stateOf(value: Value): State | undefined {
  return value.node.op === variableOp ? (value.node.attrs as VariableAttrs).state : undefined
}

const variableStates = new WeakMap<core.Variable, State>()
/** A user's `tf.variable` as a state of graphs: read at each run, and a weight of the model. */
export function stateOfVariable(variable: core.Variable): State {
  let state = variableStates.get(variable)
  if (state === undefined) {
    state = {
      name: variable.name,
      shape: variable.shape,
      dtype: variable.dtype,
      get trainable() {
        return variable.trainable
      },
      read: () => variable as Tensor<number[], DType>,
      write: (value) => {
        variable.assign(value)
        value.dispose()
      },
    }
    variableStates.set(variable, state)
  }
  return state
}

/** A state keeps its value in a variable of its own: whoever assigns to that changes the state. */
export function isVariableOf(state: State, variable: core.Variable): void {
  variableStates.set(variable, state)
}

/** What a constant holds: plain numbers, or an eager tensor that a graph captured. */
export interface ConstantAttrs {
  readonly spec: Spec
  readonly values?: core.TensorLike
  readonly captured?: Captured
}
export const constantOp = source<ConstantAttrs>('constant', 'pure')
export function constantNode(values: core.TensorLike, spec: Spec): Value {
  return leaf(constantOp, { spec, values })
}

/** Of a graph that never becomes a model nobody says when it is over: then its captures go with it. */
const forgotten = new FinalizationRegistry((tensor: core.Tensor) => {
  if (!tensor.isDisposed) tensor.dispose()
})
/**
 * An eager tensor captured by a graph. It is kept whatever happens to the caller's handle, until the last model that
 * uses it is disposed, or there is no such graph any more.
 */
export class Captured {
  readonly tensor: core.Tensor
  private owners = 0
  constructor(tensor: core.Tensor) {
    this.tensor = core.keep(tensor.clone())
    forgotten.register(this, this.tensor)
  }
  retain(): void {
    this.owners++
  }
  release(): void {
    if (--this.owners === 0) this.tensor.dispose()
  }
}
/** What graphs outside of a trace have captured. */
const ofGraphs: Pick<Captures, 'nodes'> = { nodes: new WeakMap() }
export function captureTensor(tensor: core.Tensor): Value {
  // What a trace captures is its own, so that it can go without what graphs elsewhere have captured.
  const { captures } = context()
  const { nodes } = captures ?? ofGraphs
  const known = nodes.get(tensor)
  if (known !== undefined && !capturedOf(known)!.tensor.isDisposed) return known
  const spec = { shape: tensor.shape, dtype: tensor.dtype }
  const captured = new Captured(tensor)
  if (captures !== undefined) {
    captured.retain()
    captures.all.push(captured)
  }
  const value = leaf(constantOp, { spec, captured })
  nodes.set(tensor, value)
  return value
}
/** Of what `body` captures, only that is kept which something has retained by its end: also when it throws. */
export function holdingCaptures<T>(body: () => T): T {
  const captures: Captures = { nodes: new WeakMap(), all: [] }
  try {
    return within({ captures }, body)
  } finally {
    for (const captured of captures.all) captured.release()
  }
}
export function capturedOf(value: Value): Captured | undefined {
  return value.node.op === constantOp ? (value.node.attrs as ConstantAttrs).captured : undefined
}
