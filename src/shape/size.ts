import { canonicalShape, type canonicalDim, type Shape } from './dimension.js'
import { failure, type Failure } from './outcome.js'

/** What cannot be the size of an axis: a negative number, a fraction, a word that is no name. */
export interface notASize<D> extends Failure {
  readonly message: `${D & (string | number)} is not a size`
}
export function notASize(dim: string | number) {
  return failure(`${dim} is not a size`, { code: 'notASize', sizes: [dim] })
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

/** The first number of a shape that is negative or no integer; `never` (`undefined`) when there is none. */
export type firstNegative<S> =
  S extends readonly [infer H, ...infer Rest] ?
    H extends number ?
      `${H}` extends `-${string}` | `${string}.${string}` ?
        H
      : firstNegative<Rest>
    : firstNegative<Rest>
  : never
export function firstNegative(shape: Shape): number | undefined {
  return shape.find((dim): dim is number => typeof dim === 'number' && !(Number.isInteger(dim) && dim >= 0))
}
