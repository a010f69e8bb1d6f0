import { unary, type Unary } from './common/elementwise.js'
import { div } from './div.js'
import { neg } from './neg.js'
import { sqrt } from './sqrt.js'
import { square } from './square.js'
import { sub } from './sub.js'

/**
 * The angle whose cosine is x, from 0 to π; NaN outside of [-1, 1].
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.acos([1, 0, -1]) // Tensor<[3]>: 0, 1.571, 3.142
 * ```
 */
export const acos: Unary<'acos', 'float32'> = unary({
  name: 'acos',
  dtype: 'float32',
  kernel: 'Acos',
  gradient: (dy, x) => neg(div(dy, sqrt(sub(1, square(x))))),
})
