import type { Spec } from '../graph/node.js'
import { defineOp, dispatch } from '../op.js'
import { padsOf, pair } from '../shape/window.js'
import type { AnyTensor } from '../tensor.js'
import { pool, poolAttrs, type Pool, type PoolAttrs } from './common/pooling.js'
import { mul } from './mul.js'

export { poolRule as avgPoolRule } from './common/pooling.js'

/** Shares each number of `dy` out to the cells of its window; what falls on the padding is lost. */
const shareOp = defineOp<PoolAttrs>({
  name: 'avgPoolGrad',
  effect: 'pure',
  infer: ([, x]: readonly Spec[]) => x!,
  kernel: { name: 'AvgPoolGrad', attrs: poolAttrs },
  gradient: ({ dy, inputs: [windows], attrs: { filterSize, strides, pad } }) => [
    () => {
      const inside = coverage(dy, windows!, { filterSize, strides, pad })
      return scaled(avgPool(dy as AnyTensor<number[], 'float32'>, filterSize, strides, pad), inside)
    },
    null,
  ],
})

/** The part of each window that is not padding, along the height and along the width. */
type Coverage = readonly [readonly number[], readonly number[]]
function coverage(x: AnyTensor, y: AnyTensor, { filterSize, strides, pad }: PoolAttrs): Coverage {
  const along = (axis: 1 | 2) => {
    const [window, stride] = [pair(filterSize)[axis - 1]!, pair(strides)[axis - 1]!]
    const [size, out] = [x.shape[axis] as number, y.shape[axis] as number]
    const [before] = padsOf(pad, axis, size, out, window, stride)
    return Array.from({ length: out }, (_, i) => {
      const begin = i * stride - before
      return (Math.min(begin + window, size) - Math.max(begin, 0)) / window
    })
  }
  return [along(1), along(2)]
}
/** Every window times its factors. */
function scaled(y: AnyTensor, [rows, columns]: Coverage): AnyTensor {
  if ([...rows, ...columns].every((factor) => factor === 1)) return y
  return mul(
    mul(
      y as AnyTensor<number[], 'float32'>,
      rows.map((factor) => [[factor]]),
    ),
    columns.map((factor) => [factor]),
  )
}

/**
 * The mean of each window that slides over an image. Padding does not count.
 *
 * @param x Images, float32 [batch, height, width, channels], or one image without the batch.
 * @param filterSize The size of the window; one number or [height, width].
 * @param strides How far the window moves each time; one number or [height, width].
 * @param pad `'valid'` (none), `'same'` (as many windows as the stride leaves cells), cells on every side, or
 * `[[0, 0], [top, bottom], [left, right], [0, 0]]`.
 * @throws ShapeError `a window of 5 does not fit into axis 1 of [1, 2, 2, 1], which is 2`
 *
 * @example
 * ```ts
 * const y = tf.avgPool(tf.zeros([1, 28, 28, 8]), 2, 2, 'valid') // Tensor<[1, 14, 14, 8]>
 * ```
 */
export const avgPool: Pool<'avgPool'> = pool({
  name: 'avgPool',
  kernel: 'AvgPool',
  gradient(dy, x, y, attrs) {
    // The kernel divides by the whole window, padding too: tfjs' own gradient is wrong at the border.
    const [rows, columns] = coverage(x, y, attrs)
    const whole = scaled(dy, [rows.map((part) => 1 / part), columns.map((part) => 1 / part)])
    return dispatch(shareOp, [whole, x], attrs)
  },
})
