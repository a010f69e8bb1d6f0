import { binary, type Binary } from './common/elementwise.js'
import { div } from './div.js'
import { equal } from './equal.js'
import { onesLike } from './onesLike.js'
import { where } from './where.js'
import { zerosLike } from './zerosLike.js'

/**
 * Divides `a` by `b`, element by element, with broadcasting; 0 where `b` is 0. There the gradient is 0 too.
 *
 * @param a Tensor of any shape; float32, int32 or bool. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in the promoted dtype.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const y = tf.divNoNan([1, 2], [0, 4]) // Tensor<[2]>: 0, 0.5
 * ```
 */
export const divNoNan: Binary<'divNoNan'> = binary({
  name: 'divNoNan',
  dtype: 'same',
  instead(a, b) {
    const isZero = equal(b, zerosLike(b))
    // Not divided by 0: the infinite gradient of what is not taken would become NaN.
    return where(isZero, zerosLike(b), div(a, where(isZero, onesLike(b), b)))
  },
})
