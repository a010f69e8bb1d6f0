import type { Spec } from '../graph/node.js'
import type { Dim, Shape } from '../shape/dimension.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import { refusal } from '../op.js'
import { failure, type Failure } from '../shape/outcome.js'
import { showDim, showShape } from '../shape/show.js'

/**
 * The outcome of a layer, if the size is known that its weights need. A size of unknown value is known when run; only a name
 * surely never is.
 */
export type knownSize<S, Axis extends number, D, Outcome> =
  Whole<opennessOf<S>> extends AllKnown ?
    Whole<D> extends Whole<string> ?
      needsKnownSize<S, Axis, D>
    : Outcome
  : Outcome
/** A weight's size must be known when it is made. */
export function knownSize({ shape }: Spec, axis: number): number {
  const dim: Dim | undefined = shape.at(axis)
  if (typeof dim === 'number') return dim
  throw refusal('layer', needsKnownSize(shape, axis, dim ?? null))
}
export interface needsKnownSize<S, Axis, D> extends Failure {
  readonly message: `needs a known size on axis ${Axis & number} of ${showShape<S>} to make its weights, got ${showDim<D>}`
}
export function needsKnownSize(shape: Shape, axis: number, dim: Dim) {
  return failure(`needs a known size on axis ${axis} of ${showShape(shape)} to make its weights, got ${showDim(dim)}`, {
    code: 'needsKnownSize',
    shapes: [shape],
    axis,
  })
}
