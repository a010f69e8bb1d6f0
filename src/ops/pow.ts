import type { AnyTensor } from '../tensor.js'
import { binary, type Binary } from './common/elementwise.js'
import { unbroadcast } from './common/unbroadcast.js'
import { greater } from './greater.js'
import { log } from './log.js'
import { mul } from './mul.js'
import { sub } from './sub.js'
import { where } from './where.js'

/**
 * `base` to the power of `exp`, element by element, with broadcasting.
 *
 * @param base Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param exp Of a shape that broadcasts with `base`. Its gradient is 0 where `base` is 0 or less.
 * @returns The broadcast shape, in the promoted dtype.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const cubes = tf.pow([1, 2, 3], 3) // Tensor<[3]>: 1, 8, 27
 * ```
 */
export const pow: Binary<'pow'> = binary({
  name: 'pow',
  dtype: 'same',
  kernel: 'Pow',
  gradient: ({ dy, inputs: [base, exp], outputs: [y] }) => [
    () => unbroadcast(mul(dy, mul(exp!, pow(base!, sub(exp!, 1)))), base!),
    () => unbroadcast(mul(dy, mul(y!, logOfPositive(base!))), exp!),
  ],
})

function logOfPositive(x: AnyTensor): AnyTensor {
  return where(greater(x, 0), log(x), 0)
}
