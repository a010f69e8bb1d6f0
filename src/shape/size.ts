import { isBadCount } from './count.js'
import { canonicalDim, canonicalShape, type Dim, type Shape } from './dimension.js'
import { failure, ok, type Failure, type Ok } from './outcome.js'
import { showValue } from './show.js'

/** What cannot be the size of an axis: a negative number, a fraction, a word that is no name. */
export interface notASize<D> extends Failure {
  readonly message: `${showValue<D>} is not a size`
}
export function notASize(dim: unknown) {
  return failure(`${showValue(dim)} is not a size`, {
    code: 'notASize',
    sizes: typeof dim === 'number' || typeof dim === 'string' ? [dim] : [],
  })
}

/** The first dimension of a user's shape that is neither a number nor a polynomial of names; `never` (`undefined`). */
export type firstInvalid<S> =
  S extends readonly [infer H, ...infer Rest] ?
    canonicalDim<H> extends 'invalid' ?
      H
    : firstInvalid<Rest>
  : never
export function firstInvalid(shape: Shape): string | number | undefined {
  const at = canonicalShape(shape).indexOf('invalid')
  return shape[at] ?? undefined
}

/** The first that is no size at all: no integer of at least 0, no polynomial of names, not unknown. */
export type firstNoSize<S> =
  S extends readonly [infer H, ...infer Rest] ?
    isNoSize<H> extends true ?
      H
    : firstNoSize<Rest>
  : never
export type isNoSize<D> =
  [D] extends [number] ? isBadCount<D>
  : canonicalDim<D> extends 'invalid' ? true
  : false
export function firstNoSize(shape: Shape): string | number | undefined {
  return shape.find(isNoSize) ?? undefined
}
function isNoSize(dim: Dim): boolean {
  return typeof dim === 'number' ? isBadCount(dim) : canonicalDim(dim) === 'invalid'
}

/** One size by itself: a number of at least 0, or a polynomial of names. */
export type sizeRule<D> = [firstNoSize<[D]>] extends [never] ? Ok<[]> : notASize<D>
export function sizeRule(dim: Dim): Ok<Shape> | Failure {
  return firstNoSize([dim]) === undefined ? ok([]) : notASize(dim)
}
