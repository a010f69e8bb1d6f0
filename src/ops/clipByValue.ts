import { dispatch } from '../op.js'
import { aNumber } from '../shape/given.js'
import type { numeric } from '../shape/dtype.js'
import type { compareIntegers } from '../shape/integer.js'
import type { isLiteral } from '../shape/literal.js'
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

/** The bounds are in order. Types compare numbers that are not written with an exponent. */
export type clipByValueRule<Min, Max> =
  isLiteral<Min> | isLiteral<Max> extends true ?
    compareDecimals<`${Min & number}`, `${Max & number}`> extends 'greater' ?
      boundsSwapped<Min, Max>
    : Ok<[]>
  : Ok<[]>
type compareDecimals<A extends string, B extends string> =
  `${A}${B}` extends `${string}${'e' | 'Infinity' | 'NaN'}${string}` ? 'unknown'
  : [DecimalOf<A>, DecimalOf<B>] extends [[infer I extends string, infer F], [infer J extends string, infer G]] ?
    compareDigits<I, F, J, G>
  : never
type DecimalOf<N extends string> = N extends `${infer Whole}.${infer Fraction}` ? [Whole, Fraction] : [N, '']
/** Digits behind the point move before it, on both sides alike. */
type compareDigits<I extends string, F, J extends string, G> =
  F extends `${infer f}${infer F2}` ?
    G extends `${infer g}${infer G2}` ?
      compareDigits<`${I}${f}`, F2, `${J}${g}`, G2>
    : compareDigits<`${I}${f}`, F2, `${J}0`, ''>
  : G extends `${infer g}${infer G2}` ? compareDigits<`${I}0`, '', `${J}${g}`, G2>
  : compareIntegers<I, J>
export function clipByValueRule(min: number, max: number): Ok<unknown> | Failure {
  return min <= max ? ok([]) : boundsSwapped(min, max)
}
export interface boundsSwapped<Min, Max> extends Failure {
  readonly message: `the lower bound must not be above the upper one, got ${Min & number} and ${Max & number}`
}
export function boundsSwapped(min: number, max: number) {
  return failure(`the lower bound must not be above the upper one, got ${min} and ${max}`, {
    code: 'boundsSwapped',
    sizes: [min, max],
  })
}

interface ClipAttrs {
  readonly clipValueMin: number
  readonly clipValueMax: number
}
const op = unaryOp({
  name: 'clipByValue',
  dtype: 'same',
  kernel: 'ClipByValue',
  given: { clipValueMin: aNumber, clipValueMax: aNumber },
  attrs: ({ clipValueMin, clipValueMax }: ClipAttrs) => ({ clipValueMin, clipValueMax }),
  rule: ({ clipValueMin: min, clipValueMax: max }) => clipByValueRule(min, max),
  // The kernel of wasm takes float32 only, and not one bound for both. Whole numbers stay exact, as on cpu.
  instead(x, { clipValueMin: min, clipValueMax: max }) {
    if (x.dtype === 'int32') return minimum(maximum(x, int32(min)), int32(max))
    return min === max ? minimum(maximum(x, min), max) : undefined
  },
  gradient: (dy, x, _, { clipValueMin: min, clipValueMax: max }) =>
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
 * @throws ShapeError `the lower bound must not be above the upper one, got 6 and 0`
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
  return dispatch(op, [x as Operand], { clipValueMin, clipValueMax: clipValueMax as number })
}
