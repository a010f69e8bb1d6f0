import type { Node, Sized, Value } from '../graph/node.js'
import { constantOp, variableOp, type ConstantAttrs, type State } from '../graph/sources.js'
import { assertTaken } from '../kernelDTypes.js'
import { isLeaf, nodesIn, settledNodes, type Graph } from './graph.js'

// A graph in order, as a list of kernel calls on numbered values.

export interface Step {
  readonly node: Node
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
}
/** The static order of a graph's work. Everything is frozen data: a runner decides where values live. */
export interface Program {
  /** Shape and dtype of each value. */
  readonly specs: readonly Sized[]
  readonly inputs: readonly number[]
  readonly states: readonly { readonly value: number; readonly state: State }[]
  readonly constants: readonly { readonly value: number; readonly attrs: ConstantAttrs }[]
  /** What is computed once and kept, until one of the states that it depends on has changed. */
  readonly settled: readonly Step[]
  /** The values of these states. */
  readonly settledBy: readonly number[]
  readonly steps: readonly Step[]
  readonly outputs: readonly number[]
  readonly writes: readonly { readonly value: number; readonly state: State }[]
}

/** Puts a graph in order. */
export function makeProgram(graph: Graph): Program {
  const nodes = nodesIn(graph)
  const settled = settledNodes(graph)
  const firstValue = new Map<Node, number>()
  const specs: Sized[] = []
  for (const node of [...graph.inputs.map((input) => input.node), ...nodes]) {
    if (firstValue.has(node)) continue
    firstValue.set(node, specs.length)
    for (const spec of node.outputs) specs.push(spec as Sized)
  }
  const numberOf = ({ node, index }: Value) => firstValue.get(node)! + index
  const stepOf = (node: Node): Step => {
    const { name, kernel } = node.op
    if (kernel !== undefined) assertTaken(name, kernel.name, node.inputs)
    return {
      node,
      inputs: node.inputs.map(numberOf),
      outputs: node.outputs.map((_, i) => firstValue.get(node)! + i),
    }
  }
  const work = nodes.filter((node) => !isLeaf(node))
  const once = work.filter((node) => settled.has(node))
  const sources = new Set(once.flatMap(({ inputs }) => inputs.map(({ node }) => node)))
  const leaves = <Attrs>(op: Node['op']) =>
    nodes.filter((node) => node.op === op).map((node) => ({ value: firstValue.get(node)!, attrs: node.attrs as Attrs }))
  return {
    specs,
    inputs: graph.inputs.map(numberOf),
    states: leaves<{ readonly state: State }>(variableOp).map(({ value, attrs }) => ({ value, state: attrs.state })),
    constants: leaves<ConstantAttrs>(constantOp),
    settled: once.map(stepOf),
    settledBy: nodes.flatMap((node) => (node.op === variableOp && sources.has(node) ? [firstValue.get(node)!] : [])),
    steps: work.filter((node) => !settled.has(node)).map(stepOf),
    outputs: graph.outputs.map(numberOf),
    writes: graph.writes.map(({ state, value }) => ({ state, value: numberOf(value) })),
  }
}

/** What a program gives: its outputs and the new states. */
export function resultsIn({ outputs, writes }: Program): number[] {
  return [...outputs, ...writes.map(({ value }) => value)]
}
/** The settled values that steps or results use. */
export function keptValues(program: Program): number[] {
  const { settled, steps } = program
  const used = new Set([...steps.flatMap((step) => step.inputs), ...resultsIn(program)])
  return settled.flatMap((step) => step.outputs.filter((value) => used.has(value)))
}

/** For each step, the values that it is the last to touch. Leaves, settled values and results stay. */
export function lastUses(program: Program): number[][] {
  const last = new Map<number, number>()
  program.steps.forEach(({ inputs, outputs }, i) => {
    for (const value of [...inputs, ...outputs]) last.set(value, i)
  })
  const produced = new Set(program.steps.flatMap((step) => step.outputs))
  const results = new Set(resultsIn(program))
  const free: number[][] = program.steps.map(() => [])
  for (const [value, step] of last) if (produced.has(value) && !results.has(value)) free[step]!.push(value)
  return free
}
