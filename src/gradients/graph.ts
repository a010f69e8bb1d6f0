import type { Node, Value } from '../graph/node.js'
import { nodesOf } from '../graph/walk.js'
import type { AnyTensor } from '../tensor.js'
import { backward, seedOf, type Applied } from './backward.js'

/**
 * The gradients of a value of a plan, as more of its graph.
 *
 * @param dy Weighs the value; without it the gradient is that of the sum.
 * @param counts Which nodes take part; what others have computed is constant.
 * @returns One for each wanted value; `undefined` where `y` does not depend on it.
 */
export function graphGradients(
  y: Value,
  wanted: readonly Value[],
  dy: AnyTensor = seedOf(y),
  counts: (node: Node) => boolean = () => true,
): (AnyTensor | undefined)[] {
  const applied = nodesOf([y])
    .filter(counts)
    .map((node): Applied => ({ ...node, outputs: node.values }))
  return backward(applied, new Map([[y, dy]]), wanted)
}
