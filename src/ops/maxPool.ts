import type { Spec } from '../graph/node.js'
import { defineOp, dispatch } from '../op.js'
import type { AnyTensor } from '../tensor.js'
import { pool, poolAttrs, poolRule, type Pool, type PoolAttrs } from './common/pooling.js'
import { scatterRows } from './common/scatterRows.js'
import { add } from './add.js'
import { div } from './div.js'
import { greater } from './greater.js'
import { relu } from './relu.js'
import { reshape } from './reshape.js'
import { sub } from './sub.js'
import { where } from './where.js'

export { poolRule as maxPoolRule } from './common/pooling.js'

/** For each window, where in the flat input its largest number stands. */
const argmaxOp = defineOp<PoolAttrs>({
  name: 'maxPoolWithArgmax',
  effect: 'pure',
  infer([x]: readonly Spec[], { filterSize, strides, pad }) {
    const outcome = poolRule(x!.shape, filterSize, strides, pad)
    if ('failed' in outcome) return outcome
    return [
      { shape: outcome.shape, dtype: x!.dtype },
      { shape: outcome.shape, dtype: 'int32' },
    ]
  },
  kernel: {
    name: 'MaxPoolWithArgmax',
    attrs: (attrs) => ({ ...poolAttrs(attrs), includeBatchInIndex: true }),
  },
})

/** Smaller numbers are taken as 0. */
const TINY = 1e-37

/**
 * The kernels of wasm, tfjs' own gradient too, begin their search for the maximum at the smallest positive float: they
 * are wrong for windows without a positive number. Those are searched again with -8/x, which keeps the order and is
 * larger than that for every finite number.
 */
function positions(x: AnyTensor, y: AnyTensor, attrs: PoolAttrs): AnyTensor {
  const [, first] = dispatch<readonly AnyTensor[]>(argmaxOp, [x], attrs)
  // The larger of -x and TINY: on wasm this is 20 times faster than the kernel for minima.
  const below = add(relu(sub(-TINY, x)), TINY)
  const turned = div(8, below) as AnyTensor as AnyTensor<number[], 'float32'>
  const [, second] = dispatch<readonly AnyTensor[]>(argmaxOp, [turned], attrs)
  return where(greater(y as AnyTensor<number[], 'float32'>, TINY), first!, second!)
}

/**
 * The largest number of each window that slides over an image.
 *
 * @param x Images, float32 [batch, height, width, channels], or one image without the batch.
 * @param filterSize The size of the window; one number or [height, width].
 * @param strides How far the window moves each time; one number or [height, width].
 * @param pad `'valid'` (none), `'same'` (as many windows as the stride leaves cells), cells on every side, or
 * `[[0, 0], [top, bottom], [left, right], [0, 0]]`. Padding is never the largest.
 * @throws ShapeError `a window of 5 does not fit into axis 1 of [1, 2, 2, 1], which is 2`
 *
 * @example
 * ```ts
 * const y = tf.maxPool(tf.zeros([1, 28, 28, 8]), 2, 2, 'valid') // Tensor<[1, 14, 14, 8]>
 * ```
 */
export const maxPool: Pool<'maxPool'> = pool({
  name: 'maxPool',
  kernel: 'MaxPool',
  gradient(dy, x, y, attrs) {
    const size = x.shape.reduce<number>((product, dim) => product * (dim as number), 1)
    const indices = reshape(positions(x, y, attrs), [-1, 1])
    return reshape(scatterRows(indices, reshape(dy, [-1]), size), x.shape)
  },
})
