import { binary, type Binary } from './common/elementwise.js'
import { unbroadcast } from './common/unbroadcast.js'
import { mul } from './mul.js'
import { sub } from './sub.js'

/**
 * The square of `a - b`, element by element, with broadcasting.
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in the promoted dtype.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const errors = tf.squaredDifference([1, 2, 3], 2) // Tensor<[3]>: 1, 0, 1
 * ```
 */
export const squaredDifference: Binary<'squaredDifference'> = binary({
  name: 'squaredDifference',
  dtype: 'same',
  kernel: 'SquaredDifference',
  gradient: ({ dy, inputs: [a, b] }) => [
    () => unbroadcast(mul(dy, mul(sub(a!, b!), 2)), a!),
    () => unbroadcast(mul(dy, mul(sub(b!, a!), 2)), b!),
  ],
})
