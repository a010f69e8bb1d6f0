import { binary, type Binary } from './common/elementwise.js'
import { unbroadcast } from './common/unbroadcast.js'
import { neg } from './neg.js'

/**
 * Subtracts `b` from `a`, element by element, with broadcasting.
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in the promoted dtype.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const centred = tf.sub([[1, 2], [3, 4]], [1, 2]) // Tensor<[2, 2]>
 * ```
 */
export const sub: Binary<'sub'> = binary({
  name: 'sub',
  dtype: 'same',
  kernel: 'Sub',
  gradient: ({ dy, inputs: [a, b] }) => [() => unbroadcast(dy, a!), () => unbroadcast(neg(dy), b!)],
})
