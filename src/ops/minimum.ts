import { convert } from './common/dtypes.js'
import { binary, type Binary } from './common/elementwise.js'
import { unbroadcast } from './common/unbroadcast.js'
import { greater } from './greater.js'
import { lessEqual } from './lessEqual.js'
import { mul } from './mul.js'

/**
 * The smaller of two elements, with broadcasting. Where both are equal, the gradient is that of `a`.
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in the promoted dtype; int32 for bool with bool.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const y = tf.minimum([1, 5], 3) // Tensor<[2]>: 1, 3
 * ```
 */
export const minimum: Binary<'minimum', 'counted'> = binary({
  name: 'minimum',
  dtype: 'counted',
  kernel: 'Minimum',
  gradient: ({ dy, inputs: [a, b] }) => [
    () => unbroadcast(mul(dy, convert(lessEqual(a!, b!), 'float32')), a!),
    () => unbroadcast(mul(dy, convert(greater(a!, b!), 'float32')), b!),
  ],
})
