import type { Spec } from '../graph/node.js'
import type { Dim, Shape } from '../shape/dimension.js'
import { refusal } from '../op.js'
import { failure } from '../shape/outcome.js'
import { showDim, showShape } from '../shape/show.js'

/** A weight's size must be known when it is made. */
export function knownSize({ shape }: Spec, axis: number): number {
  const dim: Dim | undefined = shape.at(axis)
  if (typeof dim === 'number') return dim
  throw refusal('layer', needsKnownSize(shape, axis, dim ?? null))
}
export function needsKnownSize(shape: Shape, axis: number, dim: Dim) {
  return failure(`needs a known size on axis ${axis} of ${showShape(shape)} to make its weights, got ${showDim(dim)}`, {
    code: 'needsKnownSize',
    shapes: [shape],
    axis,
  })
}
