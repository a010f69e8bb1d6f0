import { convert } from './common/dtypes.js'
import { reduction, type Reduction } from './common/reduction.js'
import { equal } from './equal.js'
import { mul } from './mul.js'

/**
 * The smallest of the elements over axes. The gradient goes to every element that equals it.
 *
 * @param x float32, int32 or bool.
 * @param axis One axis or several, negative ones from the back. Without it, all of them.
 * @param keepDims Keep the reduced axes with size 1.
 * @returns The dtype of `x`.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const rows = tf.min([[1, 2], [3, 4]], -1) // Tensor<[2]>: 1, 3
 * ```
 */
export const min: Reduction<'min', 'same'> = reduction({
  name: 'min',
  dtype: 'same',
  kernel: 'Min',
  empty: Infinity,
  gradient: (dy, x, y) => mul(dy, convert(equal(x, y), 'float32')),
})
