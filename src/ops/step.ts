import { unary, type Unary } from './common/elementwise.js'

/**
 * 1 where x is above 0, else 0. Its gradient is taken to be 0 everywhere.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 *
 * @example
 * ```ts
 * const on = tf.step([-1, 0, 2]) // Tensor<[3]>: 0, 0, 1
 * ```
 */
export const step: Unary<'step'> = unary({ name: 'step', dtype: 'same', kernel: 'Step' })
