import {
  makeNode,
  type KernelCall,
  type Node,
  type OpDefinition,
  type Sized,
  type Spec,
  type Value,
} from '../../graph/node.js'
import { reshape } from '../../ops/reshape.js'
import { like, remade, rewrite, sizesOf, usesOf, type Pass } from '../graph.js'

interface FusedAttrs {
  /** Those of the convolution, or nothing. */
  readonly of: object
  readonly activation: string
}
/** The fused kernel that does the same as a convolution or product, then adds a bias, then applies an activation. */
interface Fusion {
  readonly op: OpDefinition<FusedAttrs>
  /** Is the kernel right for such operands? */
  fits(inputs: readonly Value[]): boolean
}
type Shapes = KernelCall<FusedAttrs>['shapes']

function fusedOp(
  kernel: string,
  inputs: readonly string[],
  of: OpDefinition,
  shapes?: Shapes,
): OpDefinition<FusedAttrs> {
  return {
    name: kernel,
    effect: 'pure',
    infer: ([x, weights]: readonly Spec[], attrs) => of.infer([x!, weights!], attrs.of),
    kernel: {
      name: kernel,
      inputs,
      ...(shapes && { shapes }),
      attrs: ({ of: own, activation }, given, outputs) => ({ ...of.kernel!.attrs?.(own, given, outputs), activation }),
    },
  }
}
const fusions: { readonly [kernel: string]: (of: OpDefinition) => Fusion } = {
  Conv2D: (of) => ({ op: fusedOp('FusedConv2D', ['x', 'filter', 'bias'], of), fits: () => true }),
  DepthwiseConv2dNative: (of) => ({
    op: fusedOp('FusedDepthwiseConv2D', ['x', 'filter', 'bias'], of),
    fits: () => true,
  }),
  // The kernel takes rank 3. It is wrong on wasm where matrices are repeated or transposed.
  BatchMatMul: (of) => ({
    op: fusedOp('_FusedMatMul', ['a', 'b', 'bias'], of, asBatches),
    fits: ([a, b]) => sizesOf(a!).length === 2 && sizesOf(b!).length === 2,
  }),
}
function asBatches([a, b, ...bias]: readonly Sized[]): readonly (readonly number[])[] {
  return [[1, ...a!.shape], [1, ...b!.shape], ...bias.map(({ shape }) => shape)]
}
/** The kernels of element-wise ops that every backend can fuse, and what the fused kernels call them. */
const activations: { readonly [kernel: string]: string } = {
  Relu: 'relu',
  Relu6: 'relu6',
  Sigmoid: 'sigmoid',
  Elu: 'elu',
}

/** A product on its way to be fused. */
interface Part {
  readonly node: Node
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
    const { kernel } = node.op
    if (kernel === undefined) return undefined
    if (kernel.name in fusions) {
      const values = remade(node, inputs)
      parts.set(values[0]!, { node, inputs, activation: 'linear', spec: node.outputs[0]! })
      return values
    }
    const part = parts.get(inputs[0]!)
    if (part === undefined || uses.get(node.inputs[0]!) !== 1 || part.activation !== 'linear') return undefined
    if (kernel.name === 'Reshape') {
      const values = remade(node, inputs)
      const spec = node.outputs[0]!
      if (spec.shape.at(-1) === part.spec.shape.at(-1)) parts.set(values[0]!, { ...part, spec })
      return values
    }
    const grown = grow(part, kernel.name, inputs)
    if (grown === undefined || !fusionOf(part).fits(part.inputs)) return undefined
    const fused = like(part.node, () => fusedValue(grown))
    parts.set(fused, grown)
    return [fused]
  })
}
function grow(part: Part, kernel: string, [, bias]: readonly Value[]): Part | undefined {
  if (kernel in activations) return { ...part, activation: activations[kernel]! }
  const isBias = kernel === 'Add' && part.inputs.length === 2 && isBiasOf(bias!, part.spec)
  return isBias ? { ...part, inputs: [...part.inputs, bias!] } : undefined
}
function isBiasOf({ shape }: Value, y: Spec): boolean {
  const others = shape.slice(0, -1)
  return shape.length <= y.shape.length && shape.at(-1) === y.shape.at(-1) && others.every((size) => size === 1)
}
function fusionOf({ node }: Part): Fusion {
  return fusions[node.op.kernel!.name]!(node.op)
}

function fusedValue(part: Part): Value {
  const { op } = fusionOf(part)
  const { node, activation, spec } = part
  const [x, weights, bias] = part.inputs
  const biases = bias === undefined ? [] : [asVector(bias)]
  const [y] = makeNode(op, [x!, weights!, ...biases], { of: node.attrs, activation }, node.outputs, op.name)
  return spec === node.outputs[0] ? y! : (reshape(y!, spec.shape) as Value)
}
function asVector(bias: Value): Value {
  const sizes = sizesOf(bias)
  return sizes.length === 1 ? bias : (reshape(bias, [sizes.at(-1)!]) as Value)
}
