import * as core from '@tensorflow/tfjs-core'
import type { LayerCall, OpDefinition, StateAccess, Value } from './graph/node.js'

// What surrounds a call and is not among its arguments: one value, replaced as a whole while something runs within it.

/** The number of a run. Random ops draw other numbers in each. */
export interface Turn {
  /** For seeds that were drawn: every run counts. */
  readonly drawn: number
  /** For seeds that the user gave: training goes on, all else begins at 0 with each call. */
  readonly given: number
}
/** That of what does not depend on it, and of eager calls. */
export const firstTurn: Turn = { drawn: 0, given: 0 }

export interface Context {
  /** Is this training? Not said while a graph is built that leaves it to its plan. */
  readonly training: boolean | undefined
  /** The states of a plan being made: symbolic calls are then replaced by their lowering at once. */
  readonly plan: StateAccess | undefined
  /** The turn of the eager calls. */
  readonly turn: Turn
  /** The outermost layer that is being called. */
  readonly layer: LayerCall | undefined
  /** Who sees the eager calls. */
  readonly recorders: readonly Recorder[]
  /** Where a trace keeps the eager tensors that it captures. */
  readonly captures: Captures | undefined
}

/** Sees every eager call while gradients are recorded. */
export interface Recorder {
  /** From now on `copy` stands for `original`. */
  alias(copy: core.Tensor, original: core.Tensor): void
  /** These take part, though not in an op that is recorded: statistics. */
  meet(tensors: readonly core.Tensor[]): void
  record(op: OpDefinition, inputs: readonly core.Tensor[], attrs: object, outputs: readonly core.Tensor[]): void
}

/** The eager tensors that a piece of graph has captured, with the values that stand for them. */
export interface Captures {
  readonly nodes: WeakMap<core.Tensor, Value>
  readonly all: { readonly tensor: core.Tensor; release(): void }[]
}

let current: Context = {
  training: undefined,
  plan: undefined,
  turn: firstTurn,
  layer: undefined,
  recorders: [],
  captures: undefined,
}
export function context(): Context {
  return current
}
/** Runs `body` with some of the context changed. */
export function within<T>(change: Partial<Context>, body: () => T): T {
  const before = current
  current = { ...before, ...change }
  try {
    return body()
  } finally {
    current = before
  }
}

/** Nodes made while `body` runs belong to the outermost layer call. */
export function withLayer<T>(layer: LayerCall, body: () => T): T {
  return current.layer === undefined ? within({ layer }, body) : body()
}
export function withRecorder<T>(recorder: Recorder, body: () => T): T {
  return within({ recorders: [...current.recorders, recorder] }, body)
}
export function withoutRecorders<T>(body: () => T): T {
  return within({ recorders: [] }, body)
}

/** Another handle to the same memory; whoever records takes it for the same tensor. */
export function copied(tensor: core.Tensor): core.Tensor {
  const copy = tensor.clone()
  rememberOrigin([tensor], [copy])
  announceCopy(copy, tensor)
  return copy
}
/** Tells whoever records that a tensor is another one's copy. */
export function announceCopy(copy: core.Tensor, original: core.Tensor): void {
  for (const recorder of current.recorders) recorder.alias(copy, original)
}

// Eager tensors that were computed from something that is trained. In a graph such a tensor would be a constant, which no
// training moves.

const origins = new WeakMap<core.Tensor, string>()
/** Most programs never call an op on a variable. */
let areSome = false

/** The name of a trainable variable of which a tensor was computed. */
export function trainedOrigin(tensor: core.Tensor): string | undefined {
  // Every op asks, and `instanceof` of tfjs' classes is a function of theirs.
  const { trainable, name } = tensor as Partial<core.Variable>
  if (trainable !== undefined) return trainable ? name : undefined
  return areSome ? origins.get(tensor) : undefined
}
/** Remembers where results come from: those that have a gradient. */
export function rememberOrigin(inputs: readonly core.Tensor[], results: readonly core.Tensor[]): void {
  for (const input of inputs) {
    const origin = trainedOrigin(input)
    if (origin === undefined || input.dtype !== 'float32') continue
    areSome = true
    for (const result of results) if (result.dtype === 'float32') origins.set(result, origin)
    return
  }
}
