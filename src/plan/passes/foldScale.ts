import type { Node, Value } from '../../graph/node.js'
import { add } from '../../ops/add.js'
import { mul } from '../../ops/mul.js'
import { reshape } from '../../ops/reshape.js'
import { kernelOf, like, remade, rewrite, settledNodes, sizesOf, traitsOf, usesOf, type Pass } from '../graph.js'

/**
 * A factor for each channel behind a convolution or a product goes into its weights, and what is added behind it becomes
 * one bias: that is how a normalisation by settled statistics vanishes. Only where weights are settled: the new ones are
 * then computed once.
 */
export const foldScale: Pass = (graph) => {
  const settled = settledNodes(graph)
  const uses = usesOf(graph)
  const isSettled = (value: Value) => settled.has(value.node)
  // Asked in the order of the graph, so that a long chain is followed once, and step by step.
  const known = new Map<Value, Value | undefined>()
  const product = (value: Value): Value | undefined => {
    if (!known.has(value)) known.set(value, below(value))
    return known.get(value)
  }
  /** Follows a chain of sums and factors to the product below. A value that is used elsewhere too would be computed twice. */
  const below = (value: Value): Value | undefined => {
    if (uses.get(value) !== 1) return undefined
    const { node } = value
    if (traitsOf(node).product !== undefined) return isSettled(node.inputs[1]!) ? value : undefined
    if (kernelOf(node) === 'Multiply') return foldable(node)
    return kernelOf(node) === 'Add' && isSettled(node.inputs[1]!) ? product(node.inputs[0]!) : undefined
  }
  /** The product into which the second operand can go. */
  const foldable = ({ inputs: [x, by] }: Node): Value | undefined => {
    const found = product(x!)
    // A sum may have stretched a single channel.
    const isSame = found !== undefined && sizesOf(found).at(-1) === sizesOf(x!).at(-1)
    return isSame && isSettled(by!) && isPerChannel(by!, x!) ? found : undefined
  }
  return rewrite(graph, (node, inputs) => {
    const kernel = kernelOf(node)
    if (kernel !== 'Multiply' && kernel !== 'Add') return undefined
    if (foldable(node) === undefined) return undefined
    const [x, by] = inputs
    if (kernel === 'Multiply') return [like(node, () => scaled(x!, by!))]
    // The first sum behind a product is its bias.
    return kernelOf(x!.node) === 'Add' ? [like(node, () => shifted(x!, by!))] : undefined
  })
}

/** One number for each element of the last axis of x, or one for all. */
function isPerChannel(by: Value, x: Value): boolean {
  const [own, sizes] = [sizesOf(by), sizesOf(x)]
  const size = own.at(-1) ?? 1
  const isVector = own.length <= sizes.length && own.slice(0, -1).every((dim) => dim === 1)
  return isVector && (size === 1 || size === sizes.at(-1))
}

function scaled(x: Value, by: Value): Value {
  const { node } = x
  const factors = vector(by)
  if (kernelOf(node) === 'Add') return add(scaled(node.inputs[0]!, by), mul(node.inputs[1]!, factors)) as Value
  const [input, weights] = node.inputs
  const made = mul(weights!, traitsOf(node).product!.channelAxes === 2 ? perMultiplier(factors, weights!) : factors)
  return remade(node, [input!, made as Value])[0]!
}
function shifted(x: Value, by: Value): Value {
  const [product, bias] = x.node.inputs
  return add(product!, add(bias!, by)) as Value
}
function vector(by: Value): Value {
  return by.shape.length > 1 ? (reshape(by, [by.shape.at(-1)!]) as Value) : by
}
/** Filters [height, width, channels, multiplier] give channels · multiplier channels. */
function perMultiplier(factors: Value, weights: Value): Value {
  return factors.shape[0] === 1 || factors.shape.length === 0 ?
      factors
    : (reshape(factors, weights.shape.slice(-2)) as Value)
}
