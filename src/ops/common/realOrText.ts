import type { DType } from '../../shape/dtype.js'
import { failure, ok, type Failure, type Ok } from '../../shape/outcome.js'

/** tfjs has no kernels that cut complex numbers. */
export type realOrText<D> =
  [D] extends [never] ? Ok<D>
  : [D] extends ['complex64'] ? noComplex
  : Ok<D>
export function realOrText(dtype: DType): Ok<unknown> | Failure {
  return dtype === 'complex64' ? noComplex() : ok([])
}
export interface noComplex extends Failure {
  readonly message: 'does not take complex64 tensors'
}
export function noComplex() {
  return failure('does not take complex64 tensors', { code: 'noComplex' })
}
