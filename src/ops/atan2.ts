import type { AnyTensor } from '../tensor.js'
import { add } from './add.js'
import { binary, type Binary } from './common/elementwise.js'
import { unbroadcast } from './common/unbroadcast.js'
import { div } from './div.js'
import { mul } from './mul.js'
import { neg } from './neg.js'
import { square } from './square.js'

/**
 * The angle of the point (b, a), from -π to π: atan(a / b) in the right quadrant.
 *
 * @param a Tensor of any shape; int32 and bool become float32. Numbers and nested arrays are taken too.
 * @param b Of a shape that broadcasts with `a`.
 * @returns The broadcast shape, in float32.
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const angles = tf.atan2([1, 1], [1, -1]) // Tensor<[2]>: 0.785, 2.356
 * ```
 */
export const atan2: Binary<'atan2', 'float32'> = binary({
  name: 'atan2',
  dtype: 'float32',
  kernel: 'Atan2',
  gradient: ({ dy, inputs: [a, b] }) => [
    () => unbroadcast(mul(dy, div(b!, squares(a!, b!))), a!),
    () => unbroadcast(neg(mul(dy, div(a!, squares(a!, b!)))), b!),
  ],
})

function squares(a: AnyTensor, b: AnyTensor): AnyTensor {
  return add(square(a), square(b))
}
