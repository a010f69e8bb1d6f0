import { axisOf, axisOutOfRange } from '../../shape/axes.js'
import type { Dim, Shape } from '../../shape/dimension.js'
import type { Whole } from '../../shape/identity.js'
import type { isLiteral } from '../../shape/literal.js'
import type { closedAxis, RankedShape } from '../../shape/open.js'
import { ok, type Failure, type Ok } from '../../shape/outcome.js'

/** Where a new axis stands in the result, whose rank is larger by one. */
export type newAxisOf<S extends Shape, X extends number> = axisOf<[1, ...S], X>
export function newAxisOf(shape: Shape, axis: number): number | undefined {
  return axisOf([1, ...shape], axis)
}

/** The shape with a new axis; a negative one counts from the back of the result. */
export type insertDim<S extends Shape, X extends number, D, Box = readonly [X]> =
  Whole<S> extends RankedShape ? Inserted<S, closedAxis<X, Box>, D> : Ok<number[]>
type Inserted<S extends Shape, X extends number, D> =
  isLiteral<X> extends false ? Ok<[number, ...{ -readonly [I in keyof S]: number }]>
  : [newAxisOf<S, X>] extends [never] ? axisOutOfRange<S, X>
  : Ok<Insert<S, newAxisOf<S, X>, D>>
// Without constraints on what is inferred, so that it is decided inside generic functions.
type Insert<S extends readonly unknown[], X, D, Done extends unknown[] = []> =
  Done['length'] extends X ? [...Done, D, ...S]
  : S extends readonly [infer H, ...infer Rest] ? Insert<Rest, X, D, [...Done, H]>
  : [...Done, D]
export function insertDim(shape: Shape, axis: number, dim: Dim): Ok<Shape> | Failure {
  const index = newAxisOf(shape, axis)
  return index === undefined ? axisOutOfRange(shape, axis) : ok([...shape.slice(0, index), dim, ...shape.slice(index)])
}
