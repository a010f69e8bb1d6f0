import type { Shape } from '../../shape/dimension.js'
import { failure, ok, type Failure, type Ok } from '../../shape/outcome.js'
import { showShape } from '../../shape/show.js'

/** Of one axis or more. */
export type axesRule<S extends Shape> = S extends readonly [] ? needsAxes<S> : Ok<S>
export function axesRule(shape: Shape): Ok<Shape> | Failure {
  return shape.length === 0 ? needsAxes(shape) : ok(shape)
}
/** tfjs neither slices, pads nor joins scalars. */
export interface needsAxes<S> extends Failure {
  readonly message: `needs rank 1 or more, got ${showShape<S>}`
}
export function needsAxes(shape: Shape) {
  return failure(`needs rank 1 or more, got ${showShape(shape)}`, { code: 'needsAxes', shapes: [shape] })
}
