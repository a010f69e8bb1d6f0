import type { Node, Spec, Value } from '../../graph/node.js'
import { reshape } from '../../ops/reshape.js'
import { transpose } from '../../ops/transpose.js'
import { kernelAttrsOf, kernelOf, sizesOf, traitsOf, type Replace } from '../graph.js'

/** Calls that change nothing go; two changes of shape in a row become one. */
export const simplified: Replace = (node, inputs) => {
  const x = inputs[0]
  const spec = node.outputs[0]
  if (kernelOf(node) === 'Cast') return x!.dtype === spec!.dtype ? [x!] : undefined
  switch (traitsOf(node).moves) {
    case 'identity':
      return [x!]
    case 'reshape': {
      const source = traitsOf(x!.node).moves === 'reshape' ? x!.node.inputs[0]! : x!
      if (hasShape(source, spec!)) return [source]
      return source === x ? undefined : [reshape(source, spec!.shape) as Value]
    }
    case 'slice':
      return hasShape(x!, spec!) ? [x!] : undefined
    case 'concat':
    case 'stack':
      return inputs.length === 1 ? [reshape(x!, spec!.shape) as Value] : undefined
    case 'transpose':
      return transposed(x!, permOf(node))
    default:
      return undefined
  }
}

function hasShape(x: Value, { shape }: Spec): boolean {
  const sizes = sizesOf(x)
  return sizes.length === shape.length && sizes.every((size, axis) => size === shape[axis])
}

function transposed(x: Value, perm: readonly number[]): readonly Value[] | undefined {
  if (traitsOf(x.node).moves === 'transpose') {
    const [source] = x.node.inputs
    const before = permOf(x.node)
    const both = perm.map((axis) => before[axis]!)
    return [isIdentity(both) ? source! : (transpose(source!, both) as Value)]
  }
  if (isIdentity(perm)) return [x]
  // Axes of size 1 move for free.
  const sizes = sizesOf(x)
  const moved = perm.filter((axis) => sizes[axis] !== 1)
  if (!isSorted(moved)) return undefined
  const shape = perm.map((axis) => sizes[axis]!)
  return [reshape(x, shape) as Value]
}
const isSorted = (axes: readonly number[]) => axes.every((axis, i) => i === 0 || axes[i - 1]! < axis)
const isIdentity = (perm: readonly number[]) => perm.every((axis, i) => axis === i)
function permOf(node: Node): readonly number[] {
  return (kernelAttrsOf(node) as { readonly perm: readonly number[] }).perm
}
