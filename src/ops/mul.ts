import { binary, type Binary } from './common/elementwise.js'
import { unbroadcast } from './common/unbroadcast.js'

/**
 * Multiplies two tensors, element by element, with broadcasting.
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in the promoted dtype.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const scaled = tf.mul([[1, 2], [3, 4]], [10, 100]) // Tensor<[2, 2]>
 * ```
 */
export const mul: Binary<'mul'> = binary({
  name: 'mul',
  dtype: 'same',
  kernel: 'Multiply',
  gradient: ({ dy, inputs: [a, b] }) => [() => unbroadcast(mul(dy, b!), a!), () => unbroadcast(mul(dy, a!), b!)],
})
