import type { Node, Value } from '../../graph/node.js'
import { add } from '../../ops/add.js'
import { concat } from '../../ops/concat.js'
import { matMul } from '../../ops/matMul.js'
import { transpose } from '../../ops/transpose.js'
import type { AnyTensor } from '../../tensor.js'
import { isProductOf, kernelOf, nodesIn, rewrite, traitsOf, usesOf, type Pass } from '../graph.js'

/** Fewer terms are not worth the copies. */
const FEWEST = 3

/**
 * A sum of products aᵀb is one product of the joined rows: so is the gradient of weights that every step of a recurrent
 * layer uses.
 */
export const joinProducts: Pass = (graph) => {
  const uses = usesOf(graph)
  const sums = new Map<Node, readonly Value[]>()
  const inner = new Set<Node>()
  /** The terms of a sum; sums inside it that nothing else needs are taken apart too. */
  const termsOf = (sum: Node): Value[] => {
    const terms: Value[] = []
    // The next one is at the end.
    const open = [...sum.inputs].reverse()
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      if (kernelOf(value.node) !== 'Add' || uses.get(value) !== 1 || !isPlain(value.node)) terms.push(value)
      else {
        inner.add(value.node)
        open.push(...[...value.node.inputs].reverse())
      }
    }
    return terms
  }
  for (const node of [...nodesIn(graph)].reverse()) {
    if (kernelOf(node) !== 'Add' || inner.has(node) || !isPlain(node)) continue
    const terms = termsOf(node)
    if (terms.filter(isTransposedProduct).length >= FEWEST) sums.set(node, terms)
  }

  return rewrite(graph, (node, _, now) => {
    const terms = sums.get(node)
    if (terms === undefined) return undefined
    const products = terms.filter(isTransposedProduct).map(({ node }) => node.inputs)
    const rows = (of: (product: readonly Value[]) => Value) => concat(products.map((product) => now(of(product))))
    const joined: AnyTensor = matMul(
      transpose(rows(([a]) => a!.node.inputs[0]!)),
      rows(([, b]) => b!),
    )
    const others = terms.filter((term) => !isTransposedProduct(term))
    return [others.reduce<AnyTensor>((sum, term) => add(sum, now(term)), joined) as Value]
  })
}

/** Nothing is broadcast. */
function isPlain({ inputs, outputs: [y] }: Node): boolean {
  return inputs.every(({ shape }) => String(shape) === String(y!.shape))
}
function isTransposedProduct({ node }: Value): boolean {
  if (!isProductOf('matrices', node)) return false
  const [a, b] = node.inputs
  return traitsOf(a!.node).moves === 'transpose' && a!.shape.length === 2 && b!.shape.length === 2
}
