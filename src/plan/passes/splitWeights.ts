import type { Node, Value } from '../../graph/node.js'
import { add } from '../../ops/add.js'
import { matMul } from '../../ops/matMul.js'
import { mul } from '../../ops/mul.js'
import { reshape } from '../../ops/reshape.js'
import { split } from '../../ops/split.js'
import { sub } from '../../ops/sub.js'
import { unstack } from '../../ops/unstack.js'
import type { AnyTensor } from '../../tensor.js'
import { like, nodesOfStates, rewrite, sizesOf, usesOf, type Pass } from '../graph.js'

type Parts = readonly AnyTensor[] | undefined
const elementwise: { readonly [kernel: string]: (a: AnyTensor, b: AnyTensor) => AnyTensor } = {
  Add: (a, b) => add(a, b),
  Sub: (a, b) => sub(a, b),
  Multiply: (a, b) => mul(a, b),
}

/**
 * A product that is split on its last axis becomes a product for each part of the weights: the gates of a recurrent
 * cell are then never cut out of a wider tensor, step after step.
 */
export const splitWeights: Pass = (graph) => {
  const uses = usesOf(graph)
  const ofStates = nodesOfStates(graph)
  /** What has become of a value by now. */
  let now: (value: Value) => AnyTensor = (value) => value
  const known = new Map<string, Parts>()

  function partsOf(value: Value, sizes: readonly number[]): Parts {
    const key = `${value.node.id}:${value.index}:${sizes}`
    if (!known.has(key))
      known.set(
        key,
        like(value.node, () => computed(value, sizes)),
      )
    return known.get(key)
  }
  /** The parts of a value without cutting it; `undefined` where that cannot be. */
  function computed(value: Value, sizes: readonly number[]): Parts {
    if (ofStates.has(value.node)) return split(now(value), [...sizes], -1)
    const { node } = value
    const kernel = node.op.kernel?.name ?? ''
    const [a, b] = node.inputs
    if (kernel in elementwise) {
      const [left, right] = node.inputs.map((input) => operand(input, value, sizes))
      return left && right && sizes.map((_, i) => elementwise[kernel]!(left[i]!, right[i]!))
    }
    if (kernel === 'BatchMatMul' && ofStates.has(b!.node)) {
      return partsOf(b!, sizes)?.map((columns) => matMul(now(a!), columns))
    }
    if (!usedOnce(a!)) return undefined
    if (kernel === 'Reshape' && sizesOf(a!).at(-1) === sizesOf(value).at(-1)) {
      const before = sizesOf(value).slice(0, -1)
      return partsOf(a!, sizes)?.map((part, i) => reshape(part, [...before, sizes[i]!]))
    }
    return kernel === 'Unpack' ? unpacked(node, sizes)?.map((list) => list[value.index]!) : undefined
  }
  const lists = new Map<string, readonly (readonly AnyTensor[])[] | undefined>()
  /** What is unpacked in parts, once for all its values. */
  function unpacked(node: Node, sizes: readonly number[]): readonly (readonly AnyTensor[])[] | undefined {
    const [x] = node.inputs
    const { axis } = node.attrs as { readonly axis: number }
    const at = axis < 0 ? axis + sizesOf(x!).length : axis
    const key = `${node.id}:${sizes}`
    if (at < sizesOf(x!).length - 1 && !lists.has(key)) {
      lists.set(
        key,
        partsOf(x!, sizes)?.map((part): readonly AnyTensor[] => unstack(part, at)),
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
    if (node.op.kernel?.name !== 'SplitV' || ofStates.has(node)) return undefined
    const [x] = node.inputs
    const { axis } = node.attrs as { readonly axis: number }
    const isLast = axis === -1 || axis === sizesOf(x!).length - 1
    if (!isLast || !usedOnce(x!)) return undefined
    const sizes = node.outputs.map(({ shape }) => shape.at(-1) as number)
    return partsOf(x!, sizes) as readonly Value[] | undefined
  })
}
