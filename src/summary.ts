import type { Node, Value } from './graph/node.js'
import { constantOp, variableOp, type VariableAttrs } from './graph/sources.js'
import { nodesOf } from './graph/walk.js'
import { showShape } from './shape/show.js'
import { table } from './show/table.js'

/** One line of a summary: a call of a layer, or an op between layers. */
interface Row {
  readonly title: string
  readonly name: string
  readonly nodes: Node[]
}

/** Prints a graph as a table: layer, output shape, parameters, connected to. */
export function modelSummary(name: string, outputs: readonly Value[], print: (line: string) => void): void {
  const nodes = nodesOf(outputs)
  const rows = new Map<string, Row>()
  const rowOf = new Map<Node, Row>()
  for (const node of nodes) {
    if (node.op === variableOp || node.op === constantOp) continue
    const { layer } = node
    const key = layer === undefined ? String(node.id) : `${layer.layer.name} ${layer.call}`
    const row: Row = rows.get(key) ?? {
      title: layer === undefined ? `${node.name} (${node.op.name})` : `${layer.layer.name} (${layer.layer.kind})`,
      name: layer?.layer.name ?? node.name,
      nodes: [],
    }
    row.nodes.push(node)
    rows.set(key, row)
    rowOf.set(node, row)
  }
  const counted = new Set<Node>()
  const weightsOf = (row: Row) => {
    const weights = row.nodes
      .flatMap((node) => node.inputs.map((input) => input.node))
      .filter((node) => node.op === variableOp)
    return [...new Set(weights)].map((node) => ({ node, state: (node.attrs as VariableAttrs).state }))
  }
  /** Is a value used outside of its row? */
  const users = nodes.flatMap((node) => node.inputs.map((input) => ({ input, row: rowOf.get(node) })))
  const leaves = (value: Value, row: Row) =>
    outputs.includes(value) || users.some((user) => user.input === value && user.row !== row)
  const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1)
  let [total, trainable] = [0, 0]
  const lines = [...rows.values()].map((row) => {
    let size = 0
    for (const { node, state } of weightsOf(row)) {
      size += sizeOf(state.shape)
      if (counted.has(node)) continue
      counted.add(node)
      total += sizeOf(state.shape)
      if (state.trainable) trainable += sizeOf(state.shape)
    }
    const sources = row.nodes.flatMap((node) => node.inputs.flatMap((input) => rowOf.get(input.node) ?? []))
    const connected = [...new Set(sources.filter((source) => source !== row).map((source) => source.name))]
    const shape = row.nodes
      .flatMap((node) => node.values.filter((value) => leaves(value, row)))
      .map((value) => showShape(value.node.outputs[value.index]!.shape))
    return [row.title, shape.join(' '), size.toLocaleString('en'), connected.join(', ')]
  })
  print(`Model: ${name}`)
  const [heading, ...body] = table([['Layer', 'Output shape', 'Params', 'Connected to'], ...lines])
  const rule = '─'.repeat(Math.max(...[heading!, ...body].map((line) => line.length)))
  for (const line of [heading!, rule, ...body, rule]) print(line)
  const fixed = total - trainable
  print(
    `Parameters: ${total.toLocaleString('en')} (${trainable.toLocaleString('en')} trainable, ${fixed.toLocaleString('en')} not)`,
  )
}
