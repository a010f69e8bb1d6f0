import { abs } from './abs.js'
import { add } from './add.js'
import { atanh } from './atanh.js'
import { unary, type Unary } from './common/elementwise.js'
import { div } from './div.js'
import { less } from './less.js'
import { log } from './log.js'
import { mul } from './mul.js'
import { where } from './where.js'

/**
 * log(1 + x), exact near 0 too; NaN below -1.
 *
 * @param x Tensor of any shape; int32 and bool become float32.
 *
 * @example
 * ```ts
 * const y = tf.log1p([0, 1]) // Tensor<[2]>: 0, 0.693
 * ```
 */
export const log1p: Unary<'log1p', 'float32'> = unary({
  name: 'log1p',
  dtype: 'float32',
  // The kernel of wasm adds 1 first, and what is small is lost.
  instead(x) {
    const isSmall = less(abs(x), 0.5)
    // Not of what is large, nor of -1: the infinite gradient of what is not taken would become NaN.
    const small = where(isSmall, x, 0)
    return where(isSmall, mul(atanh(div(small, add(small, 2))), 2), log(add(x, 1)))
  },
})
