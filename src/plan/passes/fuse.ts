import { makeNode, type Node, type OpDefinition, type Sized, type Spec, type Value } from '../../graph/node.js'
import type { Product } from '../../kernels.js'
import { reshape } from '../../ops/reshape.js'
import { kernelOf, like, remade, rewrite, sizesOf, traitsOf, usesOf, type Pass } from '../graph.js'

interface FusedAttrs {
  /** Those of the convolution, or nothing. */
  readonly of: object
  readonly activation: string
}
/** The kernel that does the same as a convolution or product, then adds a bias, then applies an activation. */
function fusedOp(of: OpDefinition, { fused, of: kind }: Product): OpDefinition<FusedAttrs> {
  return {
    name: fused,
    effect: 'pure',
    infer: ([x, weights]: readonly Spec[], attrs) => of.infer([x!, weights!], attrs.of),
    kernel: {
      name: fused,
      ...(kind === 'matrices' && { shapes: asBatches }),
      attrs: ({ of: own, activation }, inputs, outputs) => ({
        ...of.kernel!.attrs?.(own, inputs, outputs),
        activation,
      }),
    },
  }
}
/** The fused kernel takes rank 3, and is wrong on wasm where a matrix is repeated. */
function fits({ product, inputs: [a, b] }: Part): boolean {
  return product.of !== 'matrices' || (sizesOf(a!).length === 2 && sizesOf(b!).length === 2)
}
function asBatches([a, b, ...bias]: readonly Sized[]): readonly (readonly number[])[] {
  return [[1, ...a!.shape], [1, ...b!.shape], ...bias.map(({ shape }) => shape)]
}

/** A product on its way to be fused. */
interface Part {
  readonly node: Node
  readonly product: Product
  readonly inputs: readonly Value[]
  readonly activation: string
  /** What its value is by now: a change of shape that keeps the last axis may lie behind the product. */
  readonly spec: Spec
}

/** Convolution or product, bias and activation become one kernel. What is also used unfused stays. */
export const fuse: Pass = (graph) => {
  const uses = usesOf(graph)
  const parts = new Map<Value, Part>()
  return rewrite(graph, (node, inputs) => {
    const { product, moves } = traitsOf(node)
    if (product !== undefined) {
      const values = remade(node, inputs)
      parts.set(values[0]!, { node, product, inputs, activation: 'linear', spec: node.outputs[0]! })
      return values
    }
    const part = parts.get(inputs[0]!)
    if (part === undefined || uses.get(node.inputs[0]!) !== 1 || part.activation !== 'linear') return undefined
    if (moves === 'reshape') {
      const values = remade(node, inputs)
      const spec = node.outputs[0]!
      if (spec.shape.at(-1) === part.spec.shape.at(-1)) parts.set(values[0]!, { ...part, spec })
      return values
    }
    const grown = grow(part, node, inputs)
    if (grown === undefined || !fits(part)) return undefined
    const fused = like(part.node, () => fusedValue(grown))
    parts.set(fused, grown)
    return [fused]
  })
}
function grow(part: Part, node: Node, [, bias]: readonly Value[]): Part | undefined {
  const { activation } = traitsOf(node)
  if (activation !== undefined) return { ...part, activation }
  const isBias = kernelOf(node) === 'Add' && part.inputs.length === 2 && isBiasOf(bias!, part.spec)
  return isBias ? { ...part, inputs: [...part.inputs, bias!] } : undefined
}
function isBiasOf({ shape }: Value, y: Spec): boolean {
  const others = shape.slice(0, -1)
  return shape.length <= y.shape.length && shape.at(-1) === y.shape.at(-1) && others.every((size) => size === 1)
}

function fusedValue(part: Part): Value {
  const { node, product, activation, spec } = part
  const op = fusedOp(node.op, product)
  const [x, weights, bias] = part.inputs
  const biases = bias === undefined ? [] : [asVector(bias)]
  const [y] = makeNode(op, [x!, weights!, ...biases], { of: node.attrs, activation }, node.outputs, op.name)
  return spec === node.outputs[0] ? y! : (reshape(y!, spec.shape) as Value)
}
function asVector(bias: Value): Value {
  const sizes = sizesOf(bias)
  return sizes.length === 1 ? bias : (reshape(bias, [sizes.at(-1)!]) as Value)
}
