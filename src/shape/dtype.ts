import { failure, type Failure, type Ok, ok } from './outcome.js'

/** The element types of tfjs. */
export type DType = 'float32' | 'int32' | 'bool' | 'complex64' | 'string'
/** The element types that arithmetic takes. */
export type NumericDType = 'float32' | 'int32' | 'bool'

interface UpcastTable {
  float32: { float32: 'float32'; int32: 'float32'; bool: 'float32' }
  int32: { float32: 'float32'; int32: 'int32'; bool: 'int32' }
  bool: { float32: 'float32'; int32: 'int32'; bool: 'bool' }
}
const upcastTable: { readonly [A in NumericDType]: { readonly [B in NumericDType]: NumericDType } } = {
  float32: { float32: 'float32', int32: 'float32', bool: 'float32' },
  int32: { float32: 'float32', int32: 'int32', bool: 'int32' },
  bool: { float32: 'float32', int32: 'int32', bool: 'bool' },
}

/** The dtype of arithmetic between two dtypes: tfjs' table. A union of dtypes gives the union of the answers. */
export type upcast<A, B> =
  A extends keyof UpcastTable ?
    B extends keyof UpcastTable ?
      UpcastTable[A][B]
    : DType
  : DType
export function upcast(a: DType, b: DType): DType {
  return isNumeric(a) && isNumeric(b) ? upcastTable[a][b] : a
}

export function isNumeric(dtype: DType): dtype is NumericDType {
  return dtype in upcastTable
}

/** One object for all: each eager call asks. */
const taken: Ok<unknown> = ok([])

/** Arithmetic takes numbers. A dtype that is only partly known (a union, `any`) flows, and is checked when run. */
export type numeric<D> =
  [Extract<D, NumericDType>] extends [never] ?
    [D] extends [never] ?
      Ok<D>
    : needsNumbers<D>
  : Ok<D>
export function numeric(dtype: DType): Ok<unknown> | Failure {
  return isNumeric(dtype) ? taken : needsNumbers(dtype)
}
export interface needsNumbers<D> extends Failure {
  readonly message: `needs numbers, got a ${D & string} tensor`
}
export function needsNumbers(dtype: DType) {
  return failure(`needs numbers, got a ${dtype} tensor`, { code: 'needsNumbers' })
}

/** Some kernels take one dtype only; tfjs refuses the others as well. */
export type exactly<D, Expected extends DType> =
  [Extract<D, Expected>] extends [never] ?
    [D] extends [never] ?
      Ok<D>
    : needsDType<D, Expected>
  : Ok<D>
export function exactly(dtype: DType, expected: DType): Ok<unknown> | Failure {
  return dtype === expected ? taken : needsDType(dtype, expected)
}
export interface needsDType<D, Expected> extends Failure {
  readonly message: `needs ${Expected & string}, got ${D & string}; convert it with tf.cast(x, '${Expected & string}')`
}
export function needsDType(dtype: DType, expected: DType) {
  return failure(`needs ${expected}, got ${dtype}; convert it with tf.cast(x, '${expected}')`, { code: 'needsDType' })
}
