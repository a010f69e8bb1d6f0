import type { Spec } from '../graph/node.js'
import { byElements } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { sizes } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import type { Shape } from '../shape/dimension.js'
import { matchShape } from '../shape/match.js'
import type { Arg, Failure, Ok } from '../shape/outcome.js'
import type { DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'

/** The wanted shape, where it can hold. A name on an eager tensor stands for the size that is there. */
export type ensureShapeRule<S extends Shape, T extends Shape, Kind = 'symbolic'> =
  matchShape<S, T> extends infer Outcome ?
    Outcome extends { readonly failed: true } ? Outcome
    : Kind extends 'eager' ?
      // Without names it is as it was written, also where it is a parameter.
      Outcome extends { readonly shape: infer Sizes extends number[] } ? Ok<Sizes>
      : Outcome extends Ok<infer Wanted extends Shape> ? Ok<eagerShape<S, Wanted>>
      : never
    : Outcome
  : never
export type eagerShape<S extends Shape, Wanted extends Shape> = {
  [I in keyof Wanted]: Wanted[I] extends string ?
    S[I & keyof S] extends infer Size extends number ?
      Size
    : number
  : Wanted[I]
}
export function ensureShapeRule(shape: Shape, wanted: Shape): Ok<Shape> | Failure {
  return matchShape(shape, wanted)
}

interface EnsureShapeAttrs {
  readonly shape: Shape
  /** As the user spelled it: a name that no input has is unknown in `shape` when run, and still has one size. */
  readonly spelled: Shape
}
const op = defineOp<EnsureShapeAttrs>({
  name: 'ensureShape',
  effect: 'pure',
  given: { shape: sizes },
  dims: ['shape'],
  infer([x]: readonly Spec[], { shape, spelled }) {
    const outcome = ensureShapeRule(x!.shape, shape)
    return (
      wrongWith('shape', ensureShapeRule(x!.shape, spelled)) ??
      wrongWith('shape', outcome) ?? {
        shape: outcome.shape,
        dtype: x!.dtype,
      }
    )
  },
  apart: byElements,
  lower: ({ inputs: [x] }) => x,
})

/**
 * Says what shape a tensor has: renames, pins or forgets dimensions. What can be known is checked now, the rest when
 * the graph runs. The values stay.
 *
 * @param x Tensor of any shape and dtype.
 * @param shape A number pins a size, a name gives it that name, `null` forgets it.
 * @throws ShapeError `is [2, 3], expected [2, 4]: axis 1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [null, 8] })
 * const steps = tf.ensureShape(x, ['batch', 'seq', 8]) // SymbolicTensor<['batch', 'seq', 8]>
 * ```
 */
export function ensureShape<X extends Operand, const T extends Shape>(
  x: X,
  shape: Arg<ensureShapeRule<ShapeOf<X>, [...T]>, 'ensureShape', T>,
): Result<ensureShapeRule<ShapeOf<X>, [...T], KindOf<X>>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x], { shape: shape as Shape, spelled: shape as Shape })
}
