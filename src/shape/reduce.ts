import { axisOf, axisOutOfRange } from './axes.js'
import type { Shape } from './dimension.js'
import { failure, ok, type Failure, type Ok } from './outcome.js'
import { showShape } from './show.js'

/** One axis, several, or `null` for all of them. */
export type AxisArg = number | readonly number[] | null

/** The axes are dropped, or kept with size 1. In types, each of a list is one axis: see `reductionRule`. */
export type reduce<S extends Shape, X, Keep = false> =
  number extends S['length'] ? Ok<number[]>
  : [X] extends [null | undefined] ? Ok<Dropped<S, unknown, Keep>>
  : (X extends readonly number[] ? X[number] : X) extends infer N ?
    number extends N ? Ok<number[]>
    : [FirstBad<S, X>] extends [never] ? Ok<Dropped<S, Axes<S, N>, Keep>>
    : FirstBad<S, X>
  : never
export function reduce(shape: Shape, axis: AxisArg, keepDims = false): Ok<Shape> | Failure {
  // The usual call: every axis.
  if (axis === null) return ok(keepDims ? shape.map(() => 1) : [])
  const dropped: number[] = []
  for (const x of listed(axis)) {
    const index = axisOf(shape, x)
    if (index === undefined) return axisOutOfRange(shape, x)
    if (dropped.includes(index)) return axisTwice(shape, x)
    dropped.push(index)
  }
  const left =
    keepDims ? shape.map((dim, i) => (dropped.includes(i) ? 1 : dim)) : shape.filter((_, i) => !dropped.includes(i))
  return ok(left)
}

export interface axisTwice<S, X> extends Failure {
  readonly message: `axis ${X & number} of ${showShape<S>} is named twice`
}
export function axisTwice(shape: Shape, axis: number) {
  return failure(`axis ${axis} of ${showShape(shape)} is named twice`, { code: 'axisTwice', shapes: [shape], axis })
}

/** The axes of a reduction, from the front, sorted. */
export function reducedAxes(shape: Shape, axis: AxisArg): number[] {
  if (axis === null) return shape.map((_, i) => i)
  const axes = listed(axis).map((x) => axisOf(shape, x)!)
  return axes.sort((a, b) => a - b)
}

function listed(axis: number | readonly number[]): readonly number[] {
  return typeof axis === 'number' ? [axis] : axis
}

type Axes<S extends Shape, X> = X extends number ? axisOf<S, X> : never
/** The failure of the first axis that is out of range, or named before: the order of a union must never be seen. */
type FirstBad<S extends Shape, X, Before = never> =
  X extends number ?
    [axisOf<S, X>] extends [never] ?
      axisOutOfRange<S, X>
    : never
  : X extends readonly [infer H extends number, ...infer Rest] ?
    axisOf<S, H> extends Before ?
      [axisOf<S, H>] extends [never] ?
        axisOutOfRange<S, H>
      : axisTwice<S, H>
    : FirstBad<S, Rest, Before | axisOf<S, H>>
  : never
/** `X` is a union of axes, `never` for none, `unknown` for all. */
/** Without constraints on what is inferred, so that it is decided inside generic functions. */
type Dropped<S extends readonly unknown[], X, Keep, Done extends unknown[] = [], I extends 0[] = []> =
  S extends readonly [infer H, ...infer Rest] ?
    I['length'] extends X ?
      Dropped<Rest, X, Keep, Keep extends true ? [...Done, 1] : Done, [...I, 0]>
    : Dropped<Rest, X, Keep, [...Done, H], [...I, 0]>
  : Done
