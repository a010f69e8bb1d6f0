import type { Node, Value } from './node.js'

/** The nodes that the values depend on, each after its inputs: a node is always made after its inputs. */
export function nodesOf(values: readonly Value[]): Node[] {
  const seen = new Set<Node>()
  const nodes: Node[] = []
  const open = values.map((value) => value.node)
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    nodes.push(node)
    const { inputs } = node
    for (let i = 0; i < inputs.length; i++) open.push(inputs[i]!.node)
  }
  return nodes.sort((a, b) => a.id - b.id)
}

/**
 * The one walker. It visits every node that the values depend on, in order, and hands `visit` what it gave for the
 * node's inputs: specs for shape inference, nodes for rewriting, gradients, lines of a summary.
 */
export function walk<T>(
  values: readonly Value[],
  visit: (node: Node, inputs: readonly T[]) => readonly T[],
  nodes: readonly Node[] = nodesOf(values),
): T[] {
  const results = new Map<Node, readonly T[]>()
  const at = (value: Value): T => {
    const result = results.get(value.node)?.[value.index]
    if (result === undefined) throw new Error(`tupleflow: ${value.name} was not visited`)
    return result
  }
  for (const node of nodes) results.set(node, visit(node, node.inputs.map(at)))
  return values.map(at)
}
