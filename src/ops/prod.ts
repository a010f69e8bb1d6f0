import type { AnyTensor } from '../tensor.js'
import { reduction, sizeOver, type Reduction } from './common/reduction.js'
import { cumprod } from './cumprod.js'
import { mul } from './mul.js'
import { reshape } from './reshape.js'
import { transpose } from './transpose.js'

/**
 * The product of the elements over axes; 1 over no elements.
 *
 * @param x float32, int32 or bool.
 * @param axis One axis or several, negative ones from the back. Without it, all of them.
 * @param keepDims Keep the reduced axes with size 1.
 * @returns The dtype of `x`; int32 for bool.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const rows = tf.prod([[1, 2], [3, 4]], -1) // Tensor<[2]>: 2, 12
 * ```
 */
export const prod: Reduction<'prod', 'counted'> = reduction({
  name: 'prod',
  dtype: 'counted',
  kernel: 'Prod',
  empty: 1,
  gradient: (dy, x, _, axes) => mul(dy, productOfOthers(x, axes)),
})

/** For each element, the product of those that are reduced with it: of all before and of all behind. Zeros do no harm. */
function productOfOthers(x: AnyTensor, axes: readonly number[]): AnyTensor {
  const others = x.shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]))
  const perm = [...others, ...axes]
  const moved = transpose(x, perm)
  const flat = reshape(moved, [...others.map((axis) => x.shape[axis]!), sizeOver(x.shape, axes)])
  const products = mul(cumprod(flat, others.length, true, false), cumprod(flat, others.length, true, true))
  return transpose(
    reshape(products, moved.shape),
    perm.map((_, axis) => perm.indexOf(axis)),
  )
}
