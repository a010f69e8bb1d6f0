import type { Spec } from '../../graph/node.js'
import { defineOp, dispatch } from '../../op.js'
import type { AnyTensor } from '../../tensor.js'
import { avgPool } from '../avgPool.js'
import { concat } from '../concat.js'
import { reshape } from '../reshape.js'
import { zeros } from '../zeros.js'
import type { ReductionAttrs } from './reduction.js'

/** From here on a pooling over rows takes a small part of the time of a sum. */
const MANY = 512

/** A sum of which only matters whether it is finite: what it is made of may be computed in ways that are fast. */
export const soundnessOp = defineOp<ReductionAttrs>({
  name: 'soundness',
  effect: 'pure',
  infer: ([x]: readonly Spec[]) => ({ shape: [], dtype: x!.dtype }),
  kernel: { name: 'Sum', attrs: (attrs) => attrs },
})

/** One number for values of a plan: it is finite when each number among them is. */
export function soundness(values: readonly AnyTensor[]): AnyTensor {
  if (values.length === 0) return zeros([])
  return dispatch(soundnessOp, [concat(values.map(columns))], { axis: [0], keepDims: false })
}
/** The means of the columns of a large value, or all of a small one. */
function columns(value: AnyTensor): AnyTensor<[number], 'float32'> {
  const shape = value.shape as readonly number[]
  const size = shape.reduce((product, each) => product * each, 1)
  const width = shape.at(-1) ?? 1
  const isLarge = size >= MANY && width > 1 && width < size
  const image = reshape(value, isLarge ? [1, size / width, 1, width] : [1, 1, 1, size]) as AnyTensor<
    number[],
    'float32'
  >
  return reshape(isLarge ? avgPool(image, [size / width, 1], 1, 'valid') : image, [-1]) as AnyTensor<
    [number],
    'float32'
  >
}
