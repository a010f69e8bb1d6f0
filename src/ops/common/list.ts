import type { Shape } from '../../shape/dimension.js'
import type { DType } from '../../shape/dtype.js'
import type { Ok } from '../../shape/outcome.js'
import type { Result } from '../../tensor.js'

// Results that are a list of tensors.

/** What a rule answers whose result is a list; `shapes` is a wide list when its length is unknown. */
export interface OkList<L> {
  readonly shapes: L
}

/** A tensor for each shape, or for a failure a list of unknown length. */
export type Results<Rule, D extends DType, Kind> =
  Rule extends OkList<infer L> ? { -readonly [I in keyof L]: Result<Ok<L[I]>, D, Kind> }
  : Result<Ok<number[]>, D, Kind>[]

/** So many times the same; in types, up to 64. */
export type repeated<S, N extends number> = Repeat<S, N>
type Repeat<S, N, Done extends S[] = []> =
  Done['length'] extends N ? Done
  : Done['length'] extends 64 ? S[]
  : Repeat<S, N, [...Done, S]>
export function repeated(shape: Shape, n: number): readonly Shape[] {
  return Array<Shape>(n).fill(shape)
}
