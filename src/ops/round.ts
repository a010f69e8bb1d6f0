import { unary, type Unary } from './common/elementwise.js'
import { zerosLike } from './zerosLike.js'

/**
 * Rounds to the nearest whole number; halves to the even one. Its gradient is taken to be 0 everywhere.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.round([0.5, 1.5, -1.2]) // Tensor<[3]>: 0, 2, -1
 * ```
 */
export const round: Unary<'round'> = unary({
  name: 'round',
  dtype: 'same',
  kernel: 'Round',
  // Whole numbers stay as they are; kernels of wasm take them for floats.
  instead: (x) => (x.dtype === 'int32' ? x : undefined),
  gradient: (dy) => zerosLike(dy),
})
