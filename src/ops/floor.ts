import { unary, type Unary } from './common/elementwise.js'
import { zerosLike } from './zerosLike.js'

/**
 * Rounds down to whole numbers. Its gradient is taken to be 0 everywhere.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.floor([-1.5, 0.2]) // Tensor<[2]>: -2, 0
 * ```
 */
export const floor: Unary<'floor'> = unary({
  name: 'floor',
  dtype: 'same',
  kernel: 'Floor',
  // Whole numbers stay as they are; kernels of wasm take them for floats.
  instead: (x) => (x.dtype === 'int32' ? x : undefined),
  gradient: (dy) => zerosLike(dy),
})
