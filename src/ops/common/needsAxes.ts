import type { Shape } from '../../shape/dimension.js'
import { failure, type Failure } from '../../shape/outcome.js'
import { showShape } from '../../shape/show.js'

/** tfjs neither slices, pads nor joins scalars. */
export interface needsAxes<S> extends Failure {
  readonly message: `needs rank 1 or more, got ${showShape<S>}`
}
export function needsAxes(shape: Shape) {
  return failure(`needs rank 1 or more, got ${showShape(shape)}`, { code: 'needsAxes', shapes: [shape] })
}
