import type { Node, Value } from '../../graph/node.js'
import { dispatch } from '../../op.js'
import { matMul } from '../../ops/matMul.js'
import { reshape } from '../../ops/reshape.js'
import { split } from '../../ops/split.js'
import { unstack } from '../../ops/unstack.js'
import type { AnyTensor } from '../../tensor.js'
import {
  isProductOf,
  kernelAttrsOf,
  like,
  nodesOfStates,
  rewrite,
  sizesOf,
  traitsOf,
  usesOf,
  type Pass,
} from '../graph.js'

type Parts = readonly AnyTensor[] | undefined

/**
 * A product that is split on its last axis becomes a product for each part of the weights: the gates of a recurrent
 * cell are then never cut out of a wider tensor, step after step.
 */
export const splitWeights: Pass = (graph) => {
  const uses = usesOf(graph)
  const ofStates = nodesOfStates(graph)
  /** What has become of a value by now. */
  let now: (value: Value) => AnyTensor = (value) => value
  const partsByKey = new Map<string, Parts>()

  function partsOf(value: Value, sizes: readonly number[]): Parts {
    const key = `${value.node.id}:${value.index}:${sizes}`
    if (!partsByKey.has(key)) {
      const parts = like(value.node, () => computed(value, sizes))
      partsByKey.set(key, parts)
    }
    return partsByKey.get(key)
  }
  /** The parts of a value without cutting it; `undefined` where that cannot be. */
  function computed(value: Value, sizes: readonly number[]): Parts {
    if (ofStates.has(value.node)) return split(now(value), [...sizes], -1)
    const { node } = value
    const { elementwise, moves } = traitsOf(node)
    const [a, b] = node.inputs
    if (elementwise) {
      const operands = node.inputs.map((input) => operand(input, value, sizes))
      if (!operands.every((parts) => parts !== undefined)) return undefined
      return sizes.map((_, i) =>
        dispatch<AnyTensor>(
          node.op,
          operands.map((parts) => parts[i]!),
          node.attrs,
        ),
      )
    }
    if (isProductOf('matrices', node) && ofStates.has(b!.node)) {
      return partsOf(b!, sizes)?.map((columns) => matMul(now(a!), columns))
    }
    if (!usedOnce(a!)) return undefined
    if (moves === 'reshape' && sizesOf(a!).at(-1) === sizesOf(value).at(-1)) {
      const before = sizesOf(value).slice(0, -1)
      return partsOf(a!, sizes)?.map((part, i) => reshape(part, [...before, sizes[i]!]))
    }
    return moves === 'unstack' ? unpacked(node, sizes)?.map((list) => list[value.index]!) : undefined
  }
  const lists = new Map<string, readonly (readonly AnyTensor[])[] | undefined>()
  /** What is unpacked in parts, once for all its values. */
  function unpacked(node: Node, sizes: readonly number[]): readonly (readonly AnyTensor[])[] | undefined {
    const [x] = node.inputs
    const axis = axisOf(node)
    const key = `${node.id}:${sizes}`
    if (axis < sizesOf(x!).length - 1 && !lists.has(key)) {
      lists.set(
        key,
        partsOf(x!, sizes)?.map((part): readonly AnyTensor[] => unstack(part, axis)),
      )
    }
    return lists.get(key)
  }
  /** One number for the whole axis is every part's. */
  function operand(input: Value, whole: Value, sizes: readonly number[]): Parts {
    const isRepeated = sizesOf(input).at(-1) !== sizesOf(whole).at(-1)
    if (isRepeated) return sizes.map(() => now(input))
    return ofStates.has(input.node) || usedOnce(input) ? partsOf(input, sizes) : undefined
  }
  /** Computing in parts what is needed whole elsewhere would be twice the work. */
  const usedOnce = (value: Value) => uses.get(value) === 1

  return rewrite(graph, (node, _, rewritten) => {
    now = rewritten
    if (traitsOf(node).moves !== 'split' || ofStates.has(node)) return undefined
    const [x] = node.inputs
    if (axisOf(node) !== sizesOf(x!).length - 1 || !usedOnce(x!)) return undefined
    const sizes = node.outputs.map(({ shape }) => shape.at(-1) as number)
    return partsOf(x!, sizes) as readonly Value[] | undefined
  })
}

function axisOf(node: Node): number {
  return (kernelAttrsOf(node) as { readonly axis: number }).axis
}
