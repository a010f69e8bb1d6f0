import { dispatch } from '../op.js'
import type { compareDims } from '../shape/dimension.js'
import type { numeric } from '../shape/dtype.js'
import { failure, ok, type Arg, type Failure, type Ok } from '../shape/outcome.js'
import type { DTypeOf, KindOf, Operand, Result, sameShape } from '../tensor.js'
import { convert } from './common/dtypes.js'
import { unaryOp } from './common/elementwise.js'
import { fill } from './fill.js'
import { greaterEqual } from './greaterEqual.js'
import { lessEqual } from './lessEqual.js'
import { maximum } from './maximum.js'
import { minimum } from './minimum.js'
import { mul } from './mul.js'

/** The bounds are in order. Types compare whole numbers; others are checked when run. */
export type clipByValueRule<Min, Max> = compareDims<Min, Max> extends 'greater' ? boundsSwapped<Min, Max> : Ok<[]>
export function clipByValueRule(min: number, max: number): Ok<unknown> | Failure {
  return min <= max ? ok([]) : boundsSwapped(min, max)
}
export interface boundsSwapped<Min, Max> extends Failure {
  readonly message: `needs a lower bound up to the upper one, got ${Min & number} and ${Max & number}`
}
export function boundsSwapped(min: number, max: number) {
  return failure(`needs a lower bound up to the upper one, got ${min} and ${max}`, {
    code: 'boundsSwapped',
    sizes: [min, max],
  })
}

interface ClipAttrs {
  readonly min: number
  readonly max: number
}
const op = unaryOp({
  name: 'clipByValue',
  dtype: 'same',
  kernel: 'ClipByValue',
  attrs: ({ min, max }: ClipAttrs) => ({ clipValueMin: min, clipValueMax: max }),
  rule: ({ min, max }) => clipByValueRule(min, max),
  // The kernel of wasm takes float32 only, and not one bound for both. Whole numbers stay exact, as on cpu.
  instead(x, { min, max }) {
    if (x.dtype === 'int32') return minimum(maximum(x, int32(min)), int32(max))
    return min === max ? minimum(maximum(x, min), max) : undefined
  },
  gradient: (dy, x, _, { min, max }) =>
    mul(mul(dy, convert(greaterEqual(x, min), 'float32')), convert(lessEqual(x, max), 'float32')),
})

function int32(bound: number) {
  return fill([], Math.min(Math.max(Math.trunc(bound), -(2 ** 31)), 2 ** 31 - 1), 'int32')
}

/**
 * Elements below `clipValueMin` become that, elements above `clipValueMax` become that.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 * @param clipValueMin At most `clipValueMax`.
 * @throws ShapeError `needs a lower bound up to the upper one, got 6 and 0`
 *
 * @example
 * ```ts
 * const y = tf.clipByValue([-1, 2, 9], 0, 6) // Tensor<[3]>: 0, 2, 6
 * ```
 */
export function clipByValue<X extends Operand, Min extends number, Max extends number>(
  x: Arg<numeric<DTypeOf<X>>, 'clipByValue', X>,
  clipValueMin: Min,
  clipValueMax: Arg<clipByValueRule<Min, Max>, 'clipByValue', Max>,
): Result<sameShape<X>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x as Operand], { min: clipValueMin, max: clipValueMax as number })
}
