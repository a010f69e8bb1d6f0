import type { Node, Value } from '../../graph/node.js'
import { matMul } from '../../ops/matMul.js'
import { transpose } from '../../ops/transpose.js'
import type { AnyTensor } from '../../tensor.js'
import { isProductOf, nodesIn, rewrite, settledNodes, sizesOf, traitsOf, usesOf, type Pass } from '../graph.js'

/** What it takes to pack one number, where moving it in a transposition takes 1: measured on wasm. */
const PACKING = 7

/**
 * A product packs its second matrix, which takes wasm as long as to multiply some 30 rows with it. Where that matrix is new
 * in each run and the first one is smaller, ab is computed as (bᵀaᵀ)ᵀ.
 */
export const packLess: Pass = (graph) => {
  // Weights are packed once, as long as the graph does not write them.
  const kept = settledNodes(graph)
  const uses = usesOf(graph)
  const products = new Map<Value, number>()
  for (const node of nodesIn(graph)) {
    if (isProduct(node)) products.set(node.inputs[1]!, (products.get(node.inputs[1]!) ?? 0) + 1)
  }
  /** What a transposed matrix costs; nothing where the one that it was made of is at hand. */
  const turning = (x: Value, size: number) => (isTransposed(x) ? 0 : size)
  return rewrite(graph, (node, inputs) => {
    const [a, b] = node.inputs
    if (!isProduct(node) || kept.has(b!.node)) return undefined
    const [m, k] = sizesOf(a!) as readonly [number, number]
    const n = sizesOf(b!)[1]!
    const sharers = products.get(b!)!
    const saved = isTransposed(a!) && uses.get(a!) === 1 ? m * k : 0
    const straight = (PACKING * k * n) / sharers + saved
    // The result is turned back, and bias and activation are no longer fused.
    const turned = PACKING * m * k + turning(a!, m * k) + turning(b!, k * n) / sharers + 3 * m * n
    if (turned >= straight) return undefined
    const product: AnyTensor = matMul(transpose(inputs[1]!), transpose(inputs[0]!))
    const result: AnyTensor = transpose(product)
    return [result as Value]
  })
}

function isProduct(node: Node): boolean {
  return isProductOf('matrices', node) && node.outputs[0]!.shape.length === 2
}
function isTransposed(x: Value): boolean {
  return traitsOf(x.node).moves === 'transpose' && sizesOf(x).length === 2
}
