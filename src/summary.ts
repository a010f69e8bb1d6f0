import { specOf, type Node, type Value } from './graph/node.js'
import { constantOp, stateOf, variableOp, type State } from './graph/sources.js'
import { nodesOf } from './graph/walk.js'
import { showShape } from './shape/show.js'
import { table } from './show/table.js'
import type { AnyTensor } from './tensor.js'
import type { Network } from './train/network.js'
import { leaves } from './tree.js'

/** One line of a summary: a call of a layer, or an op between layers. */
interface Row {
  readonly name: string
  readonly kind: string
  readonly inputs: readonly AnyTensor[]
  readonly outputs: readonly Value[]
  readonly weights: readonly State[]
}

/** Prints a model as a table: layer, output shape, parameters, connected to. */
export function modelSummary(name: string, { outputs }: Network, print: (line: string) => void): void {
  const rows = rowsOf(nodesOf(leaves<Value>(outputs)))
  const nameOf = new Map<AnyTensor, string>(
    rows.flatMap((row) => row.outputs.map((value) => [value, row.name] as const)),
  )
  const lines = rows.map((row) => [
    `${row.name} (${row.kind})`,
    row.outputs.map((value) => showShape(specOf(value).shape)).join(' '),
    sizeOf(row.weights).toLocaleString('en'),
    [...new Set(row.inputs.flatMap((value) => nameOf.get(value) ?? []))].join(', '),
  ])
  print(`Model: ${name}`)
  const [heading, ...body] = table([['Layer', 'Output shape', 'Params', 'Connected to'], ...lines])
  const rule = '─'.repeat(Math.max(...[heading!, ...body].map((line) => line.length)))
  for (const line of [heading!, rule, ...body, rule]) print(line)
  // A layer that is called twice has its weights once.
  const weights = [...new Set(rows.flatMap((row) => row.weights))]
  const total = sizeOf(weights)
  const trainable = sizeOf(weights.filter((weight) => weight.trainable))
  print(
    `Parameters: ${total.toLocaleString('en')} (${trainable.toLocaleString('en')} trainable, ${(total - trainable).toLocaleString('en')} not)`,
  )
}

/** A row for each call of a layer, where its first node stands, and one for each node outside of layers. */
function rowsOf(nodes: readonly Node[]): Row[] {
  const seen = new Set<object>()
  return nodes.flatMap((node): Row[] => {
    const { layer: call, op } = node
    if (call === undefined) return op === variableOp || op === constantOp ? [] : [rowOf(node)]
    if (seen.has(call)) return []
    seen.add(call)
    const { layer, inputs, outputs } = call
    return [{ name: layer.name, kind: layer.kind, inputs, outputs, weights: layer.weights }]
  })
}
function rowOf({ name, op, inputs, values }: Node): Row {
  return { name, kind: op.name, inputs, outputs: values, weights: inputs.flatMap((input) => stateOf(input) ?? []) }
}
function sizeOf(weights: readonly State[]): number {
  return weights.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0)
}
