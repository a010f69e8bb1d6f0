import type { Value } from '../../graph/node.js'
import { avgPool } from '../../ops/avgPool.js'
import { soundnessOp } from '../../ops/common/soundness.js'
import { mul } from '../../ops/mul.js'
import { reshape } from '../../ops/reshape.js'
import { reducedAxes, type AxisArg } from '../../shape/reduce.js'
import type { AnyTensor } from '../../tensor.js'
import { nodesOf } from '../../graph/walk.js'
import { elementsIn, kernelOf, rewrite, sizesOf, type Pass } from '../graph.js'

/** Below this many numbers the kernel itself is as fast. */
const FEWEST = 512

/**
 * A sum or a mean over axes before the last one, as a pooling over all rows: on wasm that is 10 to 100 times faster than
 * the kernels for sums, which transpose and then add one number after the other. Only where gradients are added up: whole
 * numbers come out rounded, and the pooling turns NaN into -Infinity, so nothing that the results show is computed so.
 */
export const poolSums: Pass = (graph) => {
  const shown = new Set(nodesOf(graph.outputs.filter(({ node }) => node.op !== soundnessOp)))
  return rewrite(graph, (node, inputs) => {
    const kernel = kernelOf(node)
    const [x] = inputs
    if ((kernel !== 'Sum' && kernel !== 'Mean') || x!.dtype !== 'float32' || shown.has(node)) return undefined
    const sizes = sizesOf(x!)
    const axes = reducedAxes(sizes, (node.attrs as { readonly axis: AxisArg }).axis)
    const [first, last] = [axes[0] ?? 0, axes.at(-1) ?? -1]
    const before = elementsIn(sizes.slice(0, first))
    const rows = elementsIn(sizes.slice(first, last + 1))
    const columns = elementsIn(sizes.slice(last + 1))
    const isOneBlock = axes.length > 0 && last - first + 1 === axes.length
    if (!isOneBlock || columns === 1 || rows === 1 || before * rows * columns < FEWEST) return undefined
    const image = reshape(x!, [before, rows, 1, columns]) as AnyTensor as AnyTensor<number[], 'float32'>
    const mean: AnyTensor = avgPool(image, [rows, 1], 1, 'valid')
    const result: AnyTensor = kernel === 'Sum' ? mul(mean, rows) : mean
    return [reshape(result, node.outputs[0]!.shape) as AnyTensor as Value]
  })
}
