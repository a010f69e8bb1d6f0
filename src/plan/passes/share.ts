import type { Node, OpDefinition, Value } from '../../graph/node.js'
import { constantOp, variableOp, type ConstantAttrs } from '../../graph/sources.js'
import { elementsIn, remade, type Replace } from '../graph.js'

/** Common subexpressions: equal calls of pure ops on equal inputs are made once. */
export function shared(): Replace {
  const ops = new Map<OpDefinition, number>()
  const made = new Map<string, readonly Value[]>()
  const numberOf = (op: OpDefinition) => ops.get(op) ?? (ops.set(op, ops.size), ops.size - 1)
  return (node, inputs) => {
    const key = keyOf(node, numberOf(node.op), inputs)
    if (key === undefined) return undefined
    const values = made.get(key) ?? remade(node, inputs)
    made.set(key, values)
    return values
  }
}

function keyOf({ op, attrs }: Node, number: number, inputs: readonly Value[]): string | undefined {
  if (op === variableOp || op.effect !== 'pure') return undefined
  if (op === constantOp) return constantKey(attrs as ConstantAttrs)
  // An input is a place of its own.
  if (inputs.length === 0 && op.kernel === undefined) return undefined
  return `${number}(${inputs.map(({ node, index }) => `${node.id}:${index}`)})${attrsKey(attrs)}`
}
/** Attributes as text: the same for equal ones alone. Most ops have none. */
export function attrsKey(attrs: object): string {
  for (const _ in attrs) return JSON.stringify(attrs, exact)
  return ''
}
/** Large constants are not compared, and captured tensors are known by the tensor. */
function constantKey({ spec, values, captured }: ConstantAttrs): string | undefined {
  if (captured !== undefined || values === undefined) return undefined
  if (elementsIn(spec.shape as readonly number[]) > 64) return undefined
  const list = ArrayBuffer.isView(values) ? Array.from(values as Float32Array) : values
  return `${spec.dtype}[${spec.shape}]${JSON.stringify(list, exact)}`
}
/** JSON knows neither -0 nor infinity nor NaN. */
function exact(_: string, value: unknown): unknown {
  if (typeof value !== 'number') return value
  return (
    Object.is(value, -0) ? '-0'
    : Number.isFinite(value) ? value
    : String(value)
  )
}
