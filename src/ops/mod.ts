import { binary, type Binary } from './common/elementwise.js'
import { remainder } from './common/integers.js'
import { unbroadcast } from './common/unbroadcast.js'
import { div } from './div.js'
import { floor } from './floor.js'
import { mul } from './mul.js'
import { neg } from './neg.js'

/**
 * The remainder of `a` divided by `b`, element by element, with broadcasting. It has the sign of `b`.
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in the promoted dtype. By 0 it is NaN, of whole numbers 0.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const y = tf.mod([7, -7], 3) // Tensor<[2]>: 1, 2
 * ```
 */
export const mod: Binary<'mod'> = binary({
  name: 'mod',
  dtype: 'same',
  kernel: 'Mod',
  instead: (a, b) => (a.dtype === 'int32' ? remainder(a, b) : undefined),
  gradient: ({ dy, inputs: [a, b] }) => [
    () => unbroadcast(dy, a!),
    () => unbroadcast(neg(mul(dy, floor(div(a!, b!)))), b!),
  ],
})
