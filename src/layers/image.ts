import type { Shape } from '../shape/dimension.js'
import { ok, type Failure, type Ok } from '../shape/outcome.js'
import { needsImage } from '../shape/window.js'

/** Layers on images want the batch: of three axes the ops would take the first one, the batch, for the height. */
export type image<S extends Shape> =
  number extends S['length'] ? Ok<number[]>
  : S['length'] extends 4 ? Ok<S>
  : needsImage<S>
export function image(shape: Shape): Ok<Shape> | Failure {
  return shape.length === 4 ? ok(shape) : needsImage(shape)
}
