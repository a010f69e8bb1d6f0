import type * as core from '@tensorflow/tfjs-core'
import { attrsOf } from '../backend.js'
import { withLayer } from '../context.js'
import { makeNode, type Node, type Sized, type Value } from '../graph/node.js'
import { constantOp, inputOp, stateOf, variableOp, type State } from '../graph/sources.js'
import { nodesOf } from '../graph/walk.js'
import { kernels, noKernel, type Kernel, type KernelName, type Product } from '../kernels.js'

/** A graph whose sizes are known and whose ops are kernels: what passes rewrite and plans are made of. */
export interface Graph {
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
  /** New values of states, written when everything has run. */
  readonly writes: readonly { readonly state: State; readonly value: Value }[]
}
/** One small change of a graph, which computes the same as before. */
export type Pass = (graph: Graph) => Graph

/** What a graph has to compute. */
export function resultsOf({ outputs, writes }: Graph): Value[] {
  return [...outputs, ...writes.map(({ value }) => value)]
}

/** What has been asked about a graph; it stays true, as a graph never changes. */
interface Facts {
  nodes?: readonly Node[]
  uses?: ReadonlyMap<Value, number>
  settled?: ReadonlySet<Node>
  ofStates?: ReadonlySet<Node>
}
const factsOfGraphs = new WeakMap<Graph, Facts>()
function factsOf(graph: Graph): Facts {
  const facts = factsOfGraphs.get(graph) ?? {}
  factsOfGraphs.set(graph, facts)
  return facts
}
/** The nodes of a graph, each after its inputs. */
export function nodesIn(graph: Graph): readonly Node[] {
  return (factsOf(graph).nodes ??= nodesOf(resultsOf(graph)))
}

/**
 * Gives other values for a node's outputs, or `undefined` to keep it.
 *
 * @param inputs The node's inputs, rewritten.
 * @param now What has become of any value before the node.
 */
export type Replace = (
  node: Node,
  inputs: readonly Value[],
  now: (value: Value) => Value,
) => readonly Value[] | undefined

/**
 * Rewrites a graph from its inputs on.
 *
 * @param rules Asked in this order; the first answer counts.
 */
export function rewrite(graph: Graph, ...rules: readonly Replace[]): Graph {
  // What stays as it is costs nothing: most passes change little, and a small plan must not take long to make.
  const replaced = new Map<Node, readonly Value[]>()
  const now = (value: Value): Value => {
    const values = replaced.get(value.node)
    if (values === undefined) return value
    const found = values[value.index]
    if (found === undefined) throw new Error(`tupleflow: a pass has lost ${value.name}`)
    return found
  }
  const answer = (node: Node, inputs: readonly Value[]): readonly Value[] => {
    for (let i = 0; i < rules.length; i++) {
      const values = rules[i]!(node, inputs, now)
      if (values !== undefined) return values
    }
    return remade(node, inputs)
  }
  for (const node of nodesIn(graph)) {
    const isAffected = replaced.size > 0 && node.inputs.some((input) => replaced.has(input.node))
    const values = answer(node, isAffected ? node.inputs.map(now) : node.inputs)
    if (values !== node.values) replaced.set(node, values)
  }
  if (replaced.size === 0) return graph
  return {
    inputs: graph.inputs,
    outputs: graph.outputs.map(now),
    writes: graph.writes.map(({ state, value }) => ({ state, value: now(value) })),
  }
}

/** The node on other inputs. */
export function remade(node: Node, inputs: readonly Value[]): readonly Value[] {
  if (inputs === node.inputs || inputs.every((input, i) => input === node.inputs[i])) return node.values
  return like(node, () => makeNode(node.op, inputs, node.attrs, node.outputs, node.name))
}
/** What `make` makes belongs to the layer of `node`. */
export function like<T>(node: Node, make: () => T): T {
  return node.layer === undefined ? make() : withLayer(node.layer, make)
}

/** The sizes of a value: in a graph that is planned each is known. */
export function sizesOf({ node, index }: Value): readonly number[] {
  return node.outputs[index]!.shape as readonly number[]
}
/** How many elements such sizes make. */
export function elementsIn(sizes: readonly number[]): number {
  return sizes.reduce((product, size) => product * size, 1)
}

/** The name of a node's kernel: for passes that are about one. Those about a kind of kernels ask for traits. */
export function kernelOf({ op }: Node): KernelName | undefined {
  return op.kernel?.name
}
/** What a node's kernel is like. */
export function traitsOf({ op }: Node): Kernel {
  return op.kernel === undefined ? noKernel : kernels[op.kernel.name]
}
/** The attributes that a node's kernel gets. */
export function kernelAttrsOf({ op, attrs, inputs, outputs }: Node): core.NamedAttrMap {
  const specs = inputs.map(({ node, index }) => node.outputs[index] as Sized)
  return attrsOf(op.kernel!, attrs, specs, outputs as readonly Sized[])
}
/** Does the node multiply such operands? */
export function isProductOf(kind: Product['of'], node: Node): boolean {
  return traitsOf(node).product?.of === kind
}
export function isLeaf({ op }: Node): boolean {
  return op === inputOp || op === variableOp || op === constantOp
}

/** How often each value is used; a result of the graph counts as a use. */
export function usesOf(graph: Graph): ReadonlyMap<Value, number> {
  return (factsOf(graph).uses ??= countUses(graph))
}
function countUses(graph: Graph): Map<Value, number> {
  const uses = new Map<Value, number>()
  const use = (value: Value) => uses.set(value, (uses.get(value) ?? 0) + 1)
  for (const node of nodesIn(graph)) node.inputs.forEach(use)
  resultsOf(graph).forEach(use)
  return uses
}

/**
 * The nodes that depend on constants alone, and on states that this graph does not write: they stay as they are until one
 * of these states has been changed from outside.
 */
export function settledNodes(graph: Graph): ReadonlySet<Node> {
  return (factsOf(graph).settled ??= nodesWithout(graph, new Set(graph.writes.map(({ state }) => state))))
}
/** The nodes that depend on states and constants alone, whatever the inputs are. */
export function nodesOfStates(graph: Graph): ReadonlySet<Node> {
  if (graph.writes.length === 0) return settledNodes(graph)
  return (factsOf(graph).ofStates ??= nodesWithout(graph, new Set()))
}
/** The nodes that depend on no input and on none of these states. */
function nodesWithout(graph: Graph, states: ReadonlySet<State>): Set<Node> {
  const found = new Set<Node>()
  for (const node of nodesIn(graph)) {
    const { op, inputs, values } = node
    const state = stateOf(values[0]!)
    const stays =
      state !== undefined ? !states.has(state)
      : isLeaf(node) ? op !== inputOp
      : op.effect === 'pure' && inputs.every((input) => found.has(input.node))
    if (stays) found.add(node)
  }
  return found
}
