import { binary, type Binary } from './common/elementwise.js'
import { quotient } from './common/integers.js'
import { div } from './div.js'
import { floor } from './floor.js'

/**
 * Divides `a` by `b` and rounds down, element by element, with broadcasting. Its gradient is taken to be 0
 * where `b` is not 0.
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in the promoted dtype; int32 for bool. Whole numbers divided by 0 are 0.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const y = tf.floorDiv([7, -7], 2) // Tensor<[2]>: 3, -4
 * ```
 */
export const floorDiv: Binary<'floorDiv', 'counted'> = binary({
  name: 'floorDiv',
  dtype: 'counted',
  instead: (a, b) => (a.dtype === 'int32' ? quotient(a, b) : floor(div(a, b))),
})
