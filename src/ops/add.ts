import { binary, type Binary } from './common/elementwise.js'
import { unbroadcast } from './common/unbroadcast.js'

/**
 * Adds two tensors, element by element, with broadcasting.
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`: aligned from the right, sizes are equal or one of them is 1.
 * @returns The broadcast shape. int32 with float32 (or with a JavaScript number) is float32, bool with bool is bool.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [10] })
 * const y = tf.add(x, 2) // SymbolicTensor<['batch', 10]>
 * ```
 */
export const add: Binary<'add'> = binary({
  name: 'add',
  dtype: 'same',
  kernel: 'Add',
  gradient: ({ dy, inputs: [a, b] }) => [() => unbroadcast(dy, a!), () => unbroadcast(dy, b!)],
})
