import type { Node, Sized, StateAccess, Value } from '../graph/node.js'
import {
  constantOp,
  inputNode,
  variableLeaf,
  variableNode,
  variableOp,
  type State,
  type VariableAttrs,
} from '../graph/sources.js'
import { within } from '../context.js'
import { toValue } from '../operand.js'
import { cast } from '../ops/cast.js'
import type { Env } from '../shape/binding.js'
import type { AnyTensor } from '../tensor.js'
import { callGraph } from './call.js'
import type { Graph } from './graph.js'

/** The new values of states. */
export type Writes = Map<State, Value>

/** A graph whose sizes are known; every op that has a lowering is replaced by it. */
export interface Specialised {
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
  /** The new values of states. */
  readonly writes: Writes
}

/**
 * Rewrites a graph for known sizes: every dimension becomes a number, and what depends on training is decided.
 *
 * @param sizes What the names stand for.
 * @param inputs The graph's inputs with the specs of what will be given for them.
 */
export function specialise(
  outputs: readonly Value[],
  sizes: Env,
  inputs: readonly (readonly [input: Value, given: Sized])[],
  training: boolean,
): Specialised {
  const writes: Writes = new Map()
  return inPlan(training, writes, () => {
    const places = inputs.map(([input, given]) => inputNode(given, input.name))
    // Data of another dtype is converted, as Keras does.
    const values = places.map((place, i) => {
      const { dtype } = inputs[i]![0]
      return place.dtype === dtype ? place : cast(place, dtype)
    })
    const placed = new Map<Node, AnyTensor>(inputs.map(([input], i) => [input.node, values[i]!]))
    const results = callGraph(outputs, sizes, (node) => {
      if (node.op === variableOp) return variableNode((node.attrs as VariableAttrs).state)
      if (node.op === constantOp) return node.values[0]
      return placed.get(node)
    })
    return { inputs: places, outputs: results as Value[], writes }
  })
}

/** The graph with its writes, when all are known. */
export function withWrites({ inputs, outputs, writes }: Specialised): Graph {
  return { inputs, outputs, writes: [...writes].map(([state, value]) => ({ state, value })) }
}

/** Ops called in `body` become nodes of a plan: lowered at once, for training or not. Their writes are collected. */
export function inPlan<T>(training: boolean, writes: Writes, body: () => T): T {
  const plan: StateAccess = {
    read: (state) => writes.get(state) ?? variableLeaf(state),
    write: (state, next) => writes.set(state, toValue(state.name, next)),
  }
  return within({ training, plan }, body)
}
