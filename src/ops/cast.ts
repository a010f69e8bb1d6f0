import type { Spec } from '../graph/node.js'
import { byElements } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { isNumeric, type DType } from '../shape/dtype.js'
import { failure, type Arg, type Failure, type Ok } from '../shape/outcome.js'
import type { DTypeOf, KindOf, Operand, Result, sameShape } from '../tensor.js'
import { fill } from './fill.js'

/** Text is not made of numbers, nor numbers of text. */
export type castRule<From, To> =
  [Exclude<From, 'string'>] extends [never] ?
    [Extract<To, 'string'>] extends [never] ?
      cannotCast<From, To>
    : Ok<To>
  : [Extract<From, 'string'>] extends [never] ?
    [Exclude<To, 'string'>] extends [never] ?
      cannotCast<From, To>
    : Ok<To>
  : Ok<To>
export function castRule(from: DType, to: DType): Ok<unknown> | Failure {
  return (from === 'string') === (to === 'string') ? { shape: [] } : cannotCast(from, to)
}
export interface cannotCast<From, To> extends Failure {
  readonly message: `cannot make ${To & string} of ${From & string}`
}
export function cannotCast(from: DType, to: DType) {
  return failure(`cannot make ${to} of ${from}`, { code: 'cannotCast' })
}

/** Is it not zero? The kernel compares with a scalar of the same dtype. */
const nonZero = defineOp<object>({
  name: 'nonZero',
  effect: 'pure',
  infer: ([x]: readonly Spec[]) => ({ shape: x!.shape, dtype: 'bool' }),
  kernel: { name: 'NotEqual' },
})

const op = defineOp<{ readonly dtype: DType }>({
  name: 'cast',
  effect: 'pure',
  infer([x]: readonly Spec[], { dtype }) {
    const outcome = castRule(x!.dtype, dtype)
    return 'failed' in outcome ? outcome : { shape: x!.shape, dtype }
  },
  apart: byElements,
  // The wasm kernel keeps the low byte of what becomes a truth value.
  lower: ({ inputs: [x], attrs: { dtype } }) =>
    dtype !== 'bool' || x!.dtype === 'bool' || !isNumeric(x!.dtype) ?
      undefined
    : dispatch(nonZero, [x!, fill([], 0, x!.dtype)], {}),
  kernel: { name: 'Cast', attrs: ({ dtype }) => ({ dtype }) },
  gradient: ({ dy, inputs: [x] }) => [() => cast(dy, x!.dtype)],
})

/**
 * Converts a tensor to another dtype. Float to int32 cuts the fraction off; to bool, everything but 0 is true.
 *
 * @param x Tensor of any shape.
 * @returns The same shape, in `dtype`.
 * @throws ShapeError `cannot make float32 of string`
 *
 * @example
 * ```ts
 * const ids = tf.cast([1.7, 2.2], 'int32') // Tensor<[2], 'int32'>: 1, 2
 * ```
 */
export function cast<X extends Operand, D extends DType>(
  x: X,
  dtype: Arg<castRule<DTypeOf<X>, D>, 'cast', D>,
): Result<sameShape<X>, D, KindOf<X>> {
  return dispatch(op, [x], { dtype: dtype as DType })
}
