import type { AnyTensor } from '../tensor.js'
import type { Node, Value } from './node.js'
import { nodesOf } from './walk.js'

/** A piece of graph that is used as a function: its inputs, what it reads from around it, and its outputs. */
export interface Subgraph {
  readonly inputs: readonly Value[]
  readonly captured: readonly Value[]
  readonly outputs: readonly Value[]
}

/** Cuts a traced function out of the graph: what does not depend on its inputs is captured from around it. */
export function subgraph(inputs: readonly Value[], outputs: readonly Value[]): Subgraph {
  // One output of a node may be an input here, and another one lie outside.
  const given = new Set(inputs)
  const giving = new Set(inputs.map((value) => value.node))
  const inside = new Set<Node>()
  const depends = (value: Value) => given.has(value) || inside.has(value.node)
  const nodes = nodesOf(outputs)
  for (const node of nodes) if (!giving.has(node) && node.inputs.some(depends)) inside.add(node)
  const captured = new Set<Value>()
  const capture = (value: Value) => {
    if (!depends(value)) captured.add(value)
  }
  for (const node of nodes) if (inside.has(node)) node.inputs.forEach(capture)
  outputs.forEach(capture)
  return { inputs, captured: [...captured], outputs }
}

/**
 * Calls a subgraph: each of its nodes again, on other values.
 *
 * @param call Calls one op.
 */
export function callSubgraph(
  { inputs, captured, outputs }: Subgraph,
  args: readonly AnyTensor[],
  surroundings: readonly AnyTensor[],
  call: (node: Node, inputs: readonly AnyTensor[]) => readonly AnyTensor[],
): AnyTensor[] {
  const values = new Map<string, AnyTensor>()
  const key = (value: Value) => `${value.node.id}:${value.index}`
  inputs.forEach((value, i) => values.set(key(value), args[i]!))
  captured.forEach((value, i) => values.set(key(value), surroundings[i]!))
  const at = (value: Value) => values.get(key(value))
  for (const node of nodesOf(outputs)) {
    const given = node.inputs.map(at)
    // A node whose inputs are not among the values lies outside.
    if (node.inputs.length === 0 || given.includes(undefined) || values.has(`${node.id}:0`)) continue
    call(node, given as AnyTensor[]).forEach((value, i) => values.set(`${node.id}:${i}`, value))
  }
  return outputs.map((value) => at(value)!)
}
