import { add } from './add.js'
import { reduction, type Reduction } from './common/reduction.js'
import { exp } from './exp.js'
import { isFinite } from './isFinite.js'
import { log } from './log.js'
import { max } from './max.js'
import { reshape } from './reshape.js'
import { sub } from './sub.js'
import { sum } from './sum.js'
import { where } from './where.js'

/**
 * The logarithm of the sum of exponentials over axes, without overflow.
 *
 * @param x float32, int32 or bool.
 * @param axis One axis or several, negative ones from the back. Without it, all of them.
 * @param keepDims Keep the reduced axes with size 1.
 * @returns Always float32.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const rows = tf.logSumExp([[0, 0], [1000, 1000]], -1) // Tensor<[2]>: 0.693, 1000.693
 * ```
 */
export const logSumExp: Reduction<'logSumExp', 'float32'> = reduction({
  name: 'logSumExp',
  dtype: 'float32',
  lower(x, axes, keepDims) {
    const most = max(x, axes, true)
    // What is infinite is not taken away: infinity less infinity is NaN.
    const largest = where(isFinite(most), most, 0)
    const sums = log(sum(exp(sub(x, largest)), axes, keepDims))
    return add(reshape(largest, sums.shape), sums)
  },
  empty: -Infinity,
})
