import { type Sized, type Value, withLayer } from '../graph/node.js'
import { constantOp, inputNode, inputOp, variableOp } from '../graph/sources.js'
import { walk } from '../graph/walk.js'
import { symbolicCall, withMode } from '../op.js'
import { substituteDim, type Env } from '../shape/binding.js'
import type { Dim } from '../shape/dimension.js'
import { SymbolicTensor } from '../tensor.js'

/**
 * Rewrites a graph for known sizes: every dimension becomes a number, every op that has a lowering is replaced by it,
 * and what depends on training is decided.
 *
 * @param sizes What the names in attributes stand for.
 * @param inputs The specs of the graph's inputs, by their value.
 */
export function specialise(
  outputs: readonly Value[],
  sizes: Env,
  inputs: ReadonlyMap<Value, Sized>,
  training: boolean,
): { readonly outputs: Value[]; readonly inputs: Value[] } {
  const placed = new Map([...inputs].map(([value, spec]) => [value.node, inputNode(spec, value.name)]))
  const results = withMode({ training, lowering: true }, () =>
    walk<Value>(outputs, (node, args) => {
      if (node.op === inputOp) {
        const place = placed.get(node)
        if (place === undefined) throw new Error(`tupleflow: '${node.name}' is used in the graph but is not an input`)
        return [place]
      }
      if (node.op === variableOp || node.op === constantOp) return [new SymbolicTensor(node, 0)]
      const attrs = substituted(node.attrs, node.op.dims ?? [], sizes)
      const call = () => symbolicCall(node.op, args, attrs) as readonly Value[]
      return node.layer === undefined ? call() : withLayer(node.layer, call)
    }),
  )
  return { outputs: results, inputs: [...placed.values()] }
}

function substituted(attrs: object, keys: readonly string[], sizes: Env): object {
  if (keys.length === 0) return attrs
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve)
    return typeof value === 'string' ? substituteDim(value as Dim, sizes) : value
  }
  return Object.fromEntries(
    Object.entries(attrs).map(([key, value]) => [key, keys.includes(key) ? resolve(value) : value]),
  )
}
