import type { Value } from '../../graph/node.js'
import { matMul } from '../../ops/matMul.js'
import { reshape } from '../../ops/reshape.js'
import { stack } from '../../ops/stack.js'
import { unstack } from '../../ops/unstack.js'
import type { AnyTensor } from '../../tensor.js'
import { elementsIn, isProductOf, rewrite, sizesOf, type Pass } from '../graph.js'

/** A plan with more calls costs more than it saves; so do calls of fewer multiplications. */
const MOST = 256
const FEWEST = 512

/**
 * A batch of products, one after the other: on wasm the kernel for a batch is many times slower than that for one
 * matrix. In memory the matrices of a batch lie side by side, so that taking them apart and together costs nothing.
 */
export const loopBatches: Pass = (graph) =>
  rewrite(graph, (node, inputs) => {
    const [y] = node.outputs
    if (!isProductOf('matrices', node) || y!.shape.length === 2) return undefined
    const shape = y!.shape as readonly number[]
    const batch = elementsIn(shape.slice(0, -2))
    const multiplications = elementsIn(sizesOf(inputs[0]!).slice(-2)) * shape.at(-1)!
    if (batch === 0 || batch > MOST || multiplications < FEWEST) return undefined
    const [a, b] = inputs.map((input) => matrices(input, batch))
    const products = a!.map((matrix, i): AnyTensor => matMul(matrix, b![i]!))
    const joined: AnyTensor = reshape(stack(products), shape)
    return [joined as Value]
  })

/** The matrices of a batch; a single one serves for all. */
function matrices(x: Value, batch: number): readonly AnyTensor[] {
  const list: readonly AnyTensor[] = unstack(reshape(x, [-1, ...x.shape.slice(-2)]))
  return list.length === batch ? list : Array.from({ length: batch }, () => list[0]!)
}
