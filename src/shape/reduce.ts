import { axisOf, axisOutOfRange } from './axes.js'
import type { Shape } from './dimension.js'
import { ok, type Failure, type Ok } from './outcome.js'

/** One axis, several, or `null` for all of them. */
export type AxisArg = number | readonly number[] | null

/** The axes are dropped, or kept with size 1. */
export type reduce<S extends Shape, X, Keep = false> =
  number extends S['length'] ? Ok<number[]>
  : [X] extends [null | undefined] ? Ok<Dropped<S, unknown, Keep>>
  : (X extends readonly number[] ? X[number] : X) extends infer N ?
    number extends N ? Ok<number[]>
    : [FirstBad<S, X>] extends [never] ? Ok<Dropped<S, Axes<S, N>, Keep>>
    : axisOutOfRange<S, FirstBad<S, X>>
  : never
export function reduce(shape: Shape, axis: AxisArg, keepDims = false): Ok<Shape> | Failure {
  const bad = listAxes(shape, axis).find((x) => axisOf(shape, x) === undefined)
  if (bad !== undefined) return axisOutOfRange(shape, bad)
  const axes = reducedAxes(shape, axis)
  return ok(keepDims ? shape.map((dim, i) => (axes.includes(i) ? 1 : dim)) : shape.filter((_, i) => !axes.includes(i)))
}

/** The axes of a reduction, from the front, sorted, each once. */
export function reducedAxes(shape: Shape, axis: AxisArg): number[] {
  if (axis === null) return shape.map((_, i) => i)
  const axes = listAxes(shape, axis).map((x) => axisOf(shape, x)!)
  return axes.length === 1 ? axes : [...new Set(axes)].sort((a, b) => a - b)
}
function listAxes(shape: Shape, axis: AxisArg): readonly number[] {
  if (axis === null) return shape.map((_, i) => i)
  return typeof axis === 'number' ? [axis] : axis
}

type Axes<S extends Shape, X> = X extends number ? axisOf<S, X> : never
/** The first axis of the list that is out of range: the order of a union must never be seen. */
type FirstBad<S extends Shape, X> =
  X extends number ?
    [axisOf<S, X>] extends [never] ?
      X
    : never
  : X extends readonly [infer H extends number, ...infer Rest] ?
    [axisOf<S, H>] extends [never] ?
      H
    : FirstBad<S, Rest>
  : never
/** `X` is a union of axes, `never` for none, `unknown` for all. */
/** Without constraints on what is inferred, so that it is decided inside generic functions. */
type Dropped<S extends readonly unknown[], X, Keep, Done extends unknown[] = [], I extends 0[] = []> =
  S extends readonly [infer H, ...infer Rest] ?
    I['length'] extends X ?
      Dropped<Rest, X, Keep, Keep extends true ? [...Done, 1] : Done, [...I, 0]>
    : Dropped<Rest, X, Keep, [...Done, H], [...I, 0]>
  : Done
