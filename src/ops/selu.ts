import { add } from './add.js'
import { unary, type Unary } from './common/elementwise.js'
import { greater } from './greater.js'
import { mul } from './mul.js'
import { where } from './where.js'

const SCALE = 1.0507009873554805
const SCALE_ALPHA = 1.7580993408473768

/**
 * The scaled elu of self-normalizing networks: elu(x) times 1.0507, below 0 times 1.6733 as well.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.selu([-1, 2]) // Tensor<[2]>: -1.111, 2.101
 * ```
 */
export const selu: Unary<'selu', 'float32'> = unary({
  name: 'selu',
  dtype: 'float32',
  kernel: 'Selu',
  gradient: (dy, x, y) => where(greater(x, 0), mul(dy, SCALE), mul(dy, add(y, SCALE_ALPHA))),
})
