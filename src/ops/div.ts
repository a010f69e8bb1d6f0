import { binary, type Binary } from './common/elementwise.js'
import { unbroadcast } from './common/unbroadcast.js'
import { floorDiv } from './floorDiv.js'
import { mul } from './mul.js'
import { neg } from './neg.js'

/**
 * Divides `a` by `b`, element by element, with broadcasting. Whole numbers divide to whole numbers, rounded down.
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in the promoted dtype: int32 by int32 is int32, with a JavaScript number float32.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const halves = tf.div([2, 4], 4) // Tensor<[2]>: 0.5, 1
 * ```
 */
export const div: Binary<'div'> = binary({
  name: 'div',
  dtype: 'same',
  kernel: 'RealDiv',
  instead: (a, b) => (a.dtype === 'int32' ? floorDiv(a, b) : undefined),
  gradient: ({ dy, inputs: [a, b], outputs: [y] }) => [
    () => unbroadcast(div(dy, b!), a!),
    () => unbroadcast(neg(mul(dy, div(y!, b!))), b!),
  ],
})
