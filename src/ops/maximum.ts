import { convert } from './common/dtypes.js'
import { binary, type Binary } from './common/elementwise.js'
import { unbroadcast } from './common/unbroadcast.js'
import { greaterEqual } from './greaterEqual.js'
import { less } from './less.js'
import { mul } from './mul.js'

/**
 * The larger of two elements, with broadcasting. Where both are equal, the gradient is that of `a`.
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in the promoted dtype; int32 for bool with bool.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const y = tf.maximum([1, 5], 3) // Tensor<[2]>: 3, 5
 * ```
 */
export const maximum: Binary<'maximum', 'counted'> = binary({
  name: 'maximum',
  dtype: 'counted',
  kernel: 'Maximum',
  gradient: ({ dy, inputs: [a, b] }) => [
    () => unbroadcast(mul(dy, convert(greaterEqual(a!, b!), 'float32')), a!),
    () => unbroadcast(mul(dy, convert(less(a!, b!), 'float32')), b!),
  ],
})
