import type { Spec } from '../graph/node.js'
import { byElements } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import type { DTypeOf, KindOf, Operand, Result, sameShape } from '../tensor.js'

const op = defineOp<object>({
  name: 'clone',
  effect: 'pure',
  infer: ([x]: readonly Spec[]) => x!,
  apart: byElements,
  kernel: { name: 'Identity' },
  gradient: ({ dy }) => [() => dy],
})

/**
 * The same values as a tensor of its own: it is disposed on its own.
 *
 * @param x Tensor of any shape and dtype.
 *
 * @example
 * ```ts
 * const y = tf.clone([1, 2]) // Tensor<[2]>: 1, 2
 * ```
 */
export function clone<X extends Operand>(x: X): Result<sameShape<X>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x], {})
}
