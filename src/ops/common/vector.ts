import type { Shape } from '../../shape/dimension.js'
import { ok, type Failure, type Ok } from '../../shape/outcome.js'
import { needsRank } from './values.js'

/** Of one axis. */
export type vectorRule<S extends Shape> =
  number extends S['length'] ? Ok<[number]>
  : S['length'] extends 1 ? Ok<S>
  : needsRank<1, S>
export function vectorRule(shape: Shape): Ok<Shape> | Failure {
  return shape.length === 1 ? ok(shape) : needsRank(1, shape)
}
