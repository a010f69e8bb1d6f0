import { failure, type Failure } from './outcome.js'

/** What cannot be the size of an axis: a negative number, a fraction, a word that is no name. */
export interface notASize<D> extends Failure {
  readonly message: `${D & (string | number)} is not a size`
}
export function notASize(dim: string | number) {
  return failure(`${dim} is not a size`, { code: 'notASize', sizes: [dim] })
}
