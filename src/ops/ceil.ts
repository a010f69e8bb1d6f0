import { unary, type Unary } from './common/elementwise.js'
import { zerosLike } from './zerosLike.js'

/**
 * Rounds up to whole numbers. Its gradient is taken to be 0 everywhere.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const y = tf.ceil([-1.5, 0.2]) // Tensor<[2]>: -1, 1
 * ```
 */
export const ceil: Unary<'ceil'> = unary({
  name: 'ceil',
  dtype: 'same',
  kernel: 'Ceil',
  // Whole numbers stay as they are; kernels of wasm take them for floats.
  instead: (x) => (x.dtype === 'int32' ? x : undefined),
  gradient: (dy) => zerosLike(dy),
})
