import { reduction, type Reduction } from './common/reduction.js'
import { equal } from './equal.js'
import { sqrt } from './sqrt.js'
import { square } from './square.js'
import { sum } from './sum.js'
import { where } from './where.js'

/**
 * The root of the sum of squares over axes. The gradient of a vector of zeros is taken to be 0.
 *
 * @param x float32, int32 or bool.
 * @param axis One axis or several, negative ones from the back. Without it, all of them.
 * @param keepDims Keep the reduced axes with size 1.
 * @returns Always float32.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const lengths = tf.euclideanNorm([[3, 4], [6, 8]], -1) // Tensor<[2]>: 5, 10
 * ```
 */
export const euclideanNorm: Reduction<'euclideanNorm', 'float32'> = reduction({
  name: 'euclideanNorm',
  dtype: 'float32',
  lower(x, axes, keepDims) {
    const squares = sum(square(x), axes, keepDims)
    const isZero = equal(squares, 0)
    // Not the root of 0: its infinite gradient times 0 would be NaN.
    return where(isZero, 0, sqrt(where(isZero, 1, squares)))
  },
  empty: 0,
})
