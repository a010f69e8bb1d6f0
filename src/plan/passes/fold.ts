import * as core from '@tensorflow/tfjs-core'
import { readsAtOnce } from '../../backend.js'
import { firstTurn } from '../../context.js'
import { type Node, type Sized, type Value } from '../../graph/node.js'
import { constantNode, constantOp, type ConstantAttrs } from '../../graph/sources.js'
import { execute } from '../../op.js'
import { constantTensor } from '../constants.js'
import { elementsIn, type Replace } from '../graph.js'

/** Constants larger than this many elements are computed in each run: they would cost more memory than time. */
const LARGEST = 1 << 16

/** What depends on constants alone is computed now, where the backend lets its numbers be read now. */
export const folded: Replace = (node, inputs) => {
  const foldable =
    node.op.effect === 'pure' &&
    node.op.kernel !== undefined &&
    inputs.every(isPlainConstant) &&
    node.outputs.every((spec) => spec.dtype !== 'string' && elementsIn((spec as Sized).shape) <= LARGEST) &&
    readsAtOnce()
  return foldable ? evaluated(node, inputs) : undefined
}

/** Not a captured tensor: that may be large, and is kept as it is. */
function isPlainConstant({ node }: Value): boolean {
  return node.op === constantOp && (node.attrs as ConstantAttrs).values !== undefined
}

function evaluated({ op, attrs, outputs }: Node, inputs: readonly Value[]): Value[] {
  const specs = outputs as readonly Sized[]
  let values: core.TypedArray[] = []
  core.tidy(() => {
    const tensors = inputs.map(({ node }) => constantTensor(node.attrs as ConstantAttrs))
    values = execute(op, tensors, attrs, specs, firstTurn).map((result) => result.dataSync())
  })
  return values.map((each, i) => constantNode(each, specs[i]!))
}
