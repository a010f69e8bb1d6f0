import { sameDim, type Dim, type Shape } from '../shape/dimension.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import type { closed, RankedShape } from '../shape/open.js'
import { failure, ok, type Failure, type Ok } from '../shape/outcome.js'
import { showDim, showShape } from '../shape/show.js'

/** Does an input fit what a layer was told? Names of the config stand for any size. */
export type expects<In, S> =
  Whole<S> extends RankedShape ?
    [In, S] extends [infer Wanted extends Shape, infer Given extends Shape] ?
      Whole<opennessOf<In> | opennessOf<S>> extends AllKnown ?
        ExpectsKnown<Wanted, Given>
      : ExpectsKnown<closed<Wanted>, closed<Given>>
    : Ok<S>
  : Ok<S>
type ExpectsKnown<In extends Shape, S extends Shape> =
  In['length'] extends S['length'] ?
    FirstClash<In, S> extends infer Clash ?
      [Clash] extends [never] ? Ok<S>
      : Clash extends [infer Axis, infer X, infer Y] ? otherInput<In, S, Axis, X, Y>
      : never
    : never
  : otherRank<In, S>
type FirstClash<In, S, Axis extends 0[] = []> =
  In extends readonly [infer X, ...infer In2] ?
    S extends readonly [infer Y, ...infer S2] ?
      X extends string ? FirstClash<In2, S2, [...Axis, 0]>
      : sameDim<X, Y> extends true ? FirstClash<In2, S2, [...Axis, 0]>
      : [Axis['length'], X, Y]
    : never
  : never
export function expects(expected: Shape, shape: Shape): Ok<Shape> | Failure {
  if (expected.length !== shape.length) return otherRank(expected, shape)
  const axis = expected.findIndex((dim, i) => typeof dim !== 'string' && !sameDim(dim, shape[i]!))
  return axis < 0 ? ok(shape) : otherInput(expected, shape, axis, expected[axis]!, shape[axis]!)
}
export interface otherInput<In, S, Axis, X, Y> extends Failure {
  readonly message: `expects ${showShape<In>}, got ${showShape<S>}: axis ${Axis & number} is ${showDim<X>} vs ${showDim<Y>}`
}
export function otherInput(expected: Shape, shape: Shape, axis: number, x: Dim, y: Dim) {
  const text = `expects ${showShape(expected)}, got ${showShape(shape)}: axis ${axis} is ${showDim(x)} vs ${showDim(y)}`
  return failure(text, { code: 'otherInput', shapes: [expected, shape], axis, sizes: [x, y] })
}
export interface otherRank<In, S> extends Failure {
  readonly message: `expects ${showShape<In>}, got ${showShape<S>}: the ranks differ`
}
export function otherRank(expected: Shape, shape: Shape) {
  return failure(`expects ${showShape(expected)}, got ${showShape(shape)}: the ranks differ`, {
    code: 'otherRank',
    shapes: [expected, shape],
  })
}
