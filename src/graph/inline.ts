import type { AnyTensor } from '../tensor.js'
import type { Node, Value } from './node.js'
import { nodesOf } from './walk.js'

/** A piece of graph that is used as a function: its inputs, what it reads from around it, its nodes and its outputs. */
export interface Subgraph {
  readonly inputs: readonly Value[]
  readonly captured: readonly Value[]
  /** In order. */
  readonly nodes: readonly Node[]
  readonly outputs: readonly Value[]
}

/** Is a node pure, and what it calls? */
export function isPure({ op, attrs }: Node): boolean {
  const { body } = attrs as { readonly body?: Subgraph }
  return op.effect === 'pure' && (body?.nodes.every(isPure) ?? true)
}

/** Cuts a traced function out of the graph: what does not depend on its inputs is captured from around it. */
export function subgraph(inputs: readonly Value[], outputs: readonly Value[]): Subgraph {
  // One output of a node may be an input here, and another one lie outside.
  const given = new Set(inputs)
  const giving = new Set(inputs.map((value) => value.node))
  const inside = new Set<Node>()
  const depends = (value: Value) => given.has(value) || inside.has(value.node)
  for (const node of nodesOf(outputs)) if (!giving.has(node) && node.inputs.some(depends)) inside.add(node)
  const captured = new Set<Value>()
  const capture = (value: Value) => {
    if (!depends(value)) captured.add(value)
  }
  for (const node of inside) node.inputs.forEach(capture)
  outputs.forEach(capture)
  return { inputs, captured: [...captured], nodes: [...inside], outputs }
}

/**
 * Calls a subgraph: each of its nodes again, on other values.
 *
 * @param call Calls one op.
 */
export function callSubgraph(
  { inputs, captured, nodes, outputs }: Subgraph,
  args: readonly AnyTensor[],
  surroundings: readonly AnyTensor[],
  call: (node: Node, inputs: readonly AnyTensor[]) => readonly AnyTensor[],
): AnyTensor[] {
  const values = new Map<Value, AnyTensor>()
  const set = (places: readonly Value[], given: readonly AnyTensor[]) =>
    places.forEach((place, i) => values.set(place, given[i]!))
  const at = (value: Value) => values.get(value)!
  set(inputs, args)
  set(captured, surroundings)
  for (const node of nodes) set(node.values, call(node, node.inputs.map(at)))
  return outputs.map(at)
}
