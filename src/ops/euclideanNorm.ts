import { reduction, type Reduction } from './common/reduction.js'
import { sqrt } from './sqrt.js'
import { square } from './square.js'
import { sum } from './sum.js'

/**
 * The root of the sum of squares over axes.
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
  lower: (x, axes, keepDims) => sqrt(sum(square(x), axes, keepDims)),
  empty: 0,
})
