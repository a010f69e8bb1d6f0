import type { Node, Value } from '../graph/node.js'
import { stateOf } from '../graph/sources.js'
import { substituted } from '../graph/substituted.js'
import { walk } from '../graph/walk.js'
import { recall } from '../op.js'
import { reseeded } from '../random.js'
import type { Env } from '../shape/binding.js'
import type { AnyTensor } from '../tensor.js'

/**
 * Runs a graph again on other values: eager ones compute, symbolic ones make a copy of the graph.
 *
 * @param sizes What the names in attributes stand for.
 * @param source Gives the value of a node without inputs, or `undefined` to call its op.
 * @param copy The number of the copy: in each, random ops draw other numbers.
 */
export function callGraph(
  outputs: readonly Value[],
  sizes: Env,
  source: (node: Node) => AnyTensor | undefined,
  copy = 0,
): AnyTensor[] {
  return walk<AnyTensor>(outputs, (node, args) => {
    const value = source(node)
    if (value !== undefined) return [value]
    // A state may have been written since its node was met.
    const inputs = node.inputs.map((input, i) => (stateOf(input) === undefined ? args[i]! : source(input.node)!))
    return recall(node, inputs, reseeded(substituted(node.attrs, node.op.dims ?? [], sizes), copy))
  })
}
