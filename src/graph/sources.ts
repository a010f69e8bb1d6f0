import * as core from '@tensorflow/tfjs-core'
import type { DType } from '../shape/dtype.js'
import type { Tensor } from '../tensor.js'
import { makeNode, type OpDefinition, type Spec, type Value } from './node.js'

// The nodes that have no inputs: where a graph's values come from.

/** An op that is only a place: its attributes hold the spec of what stands there. */
function source<Attrs extends { readonly spec: Spec }>(name: string, effect: 'pure' | 'state'): OpDefinition<Attrs> {
  return Object.freeze({ name, effect, infer: (_: readonly Spec[], attrs: Attrs) => attrs.spec })
}

export interface InputAttrs {
  readonly spec: Spec
}
export const inputOp = source<InputAttrs>('input', 'pure')
export function inputNode(spec: Spec, name?: string): Value {
  return makeNode(inputOp, [], { spec }, [spec], name)[0]!
}

/** Something that keeps its value between runs: weights, optimizer slots, counters, a captured `tf.variable`. */
export interface State {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: DType
  readonly trainable: boolean
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
const variableNodes = new WeakMap<State, Value>()
/** The node that reads a state: one for each state, so that every use of a weight is the same value. */
export function variableNode(state: State): Value {
  const known = variableNodes.get(state)
  if (known !== undefined) return known
  const spec = { shape: state.shape, dtype: state.dtype }
  const node = makeNode(variableOp, [], { spec, state }, [spec], state.name)[0]!
  variableNodes.set(state, node)
  return node
}
export function stateOf(value: Value): State | undefined {
  return value.node.op === variableOp ? (value.node.attrs as VariableAttrs).state : undefined
}

/** A user's `tf.variable` inside a graph: read at each run, and a weight of the model. */
const capturedVariables = new WeakMap<core.Variable, State>()
export function captureVariable(variable: core.Variable): Value {
  let state = capturedVariables.get(variable)
  if (state === undefined) {
    state = {
      name: variable.name,
      shape: variable.shape,
      dtype: variable.dtype,
      trainable: variable.trainable,
      read: () => variable as Tensor<number[], DType>,
      write: (value) => {
        variable.assign(value)
        value.dispose()
      },
    }
    capturedVariables.set(variable, state)
  }
  return variableNode(state)
}

/** What a constant holds: plain numbers, or an eager tensor that a graph captured. */
export interface ConstantAttrs {
  readonly spec: Spec
  readonly values?: core.TensorLike
  readonly captured?: Captured
}
export const constantOp = source<ConstantAttrs>('constant', 'pure')
export function constantNode(values: core.TensorLike, spec: Spec): Value {
  return makeNode(constantOp, [], { spec, values }, [spec])[0]!
}

/**
 * An eager tensor captured by a graph. It is kept whatever happens to the caller's handle, until the last model that
 * uses it is disposed.
 */
export class Captured {
  readonly tensor: core.Tensor
  private owners = 0
  constructor(tensor: core.Tensor) {
    this.tensor = core.keep(tensor.clone())
  }
  retain(): void {
    this.owners++
  }
  release(): void {
    if (--this.owners === 0) this.tensor.dispose()
  }
}
/** What one trace has captured: it is the trace's own, so that it can go without what graphs elsewhere have captured. */
interface Captures {
  readonly nodes: WeakMap<core.Tensor, Value>
  readonly all: Captured[]
}
const ofGraphs: Pick<Captures, 'nodes'> = { nodes: new WeakMap() }
let ofTrace: Captures | undefined
export function captureTensor(tensor: core.Tensor): Value {
  const { nodes } = ofTrace ?? ofGraphs
  const known = nodes.get(tensor)
  if (known !== undefined && !capturedOf(known)!.tensor.isDisposed) return known
  const spec = { shape: tensor.shape, dtype: tensor.dtype }
  const captured = new Captured(tensor)
  if (ofTrace !== undefined) {
    captured.retain()
    ofTrace.all.push(captured)
  }
  const value = makeNode(constantOp, [], { spec, captured }, [spec])[0]!
  nodes.set(tensor, value)
  return value
}
/** Of what `body` captures, only that is kept which something has retained by its end: also when it throws. */
export function holdingCaptures<T>(body: () => T): T {
  const before = ofTrace
  const own: Captures = (ofTrace = { nodes: new WeakMap(), all: [] })
  try {
    return body()
  } finally {
    ofTrace = before
    for (const captured of own.all) captured.release()
  }
}
export function capturedOf(value: Value): Captured | undefined {
  return value.node.op === constantOp ? (value.node.attrs as ConstantAttrs).captured : undefined
}
