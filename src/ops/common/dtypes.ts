import type { DType } from '../../shape/dtype.js'
import { exactly, numeric } from '../../shape/dtype.js'
import type { Failure, Ok } from '../../shape/outcome.js'
import type { AnyTensor } from '../../tensor.js'
import { cast } from '../cast.js'

// What element-wise ops and reductions do about dtypes.

/** The dtypes of the operands: numbers of any kind, or one dtype only. */
export type Takes = 'numbers' | 'bool' | 'int32'
export type takes<D, T extends Takes> = T extends 'bool' | 'int32' ? exactly<D, T> : numeric<D>
export function takes(dtype: DType, wanted: Takes): Ok<unknown> | Failure {
  return wanted === 'numbers' ? numeric(dtype) : exactly(dtype, wanted)
}

/** The dtype in which truth values are counted. */
export type counted<D> = D extends 'bool' ? 'int32' : D
export function counted(dtype: DType): DType {
  return dtype === 'bool' ? 'int32' : dtype
}

/** The dtype of a result, from the (promoted) dtype of the operands: that dtype, counted, or always one. */
export type Out = 'same' | 'counted' | 'float32' | 'int32' | 'bool'
export type outDType<O extends Out, D> =
  O extends 'same' ?
    // After a refusal the next line is quiet.
    D extends 'string' | 'complex64' ?
      'float32'
    : D
  : O extends 'counted' ? counted<D>
  : O
export function outDType(out: Out, dtype: DType): DType {
  if (out === 'same') return dtype
  return out === 'counted' ? counted(dtype) : out
}

/**
 * The dtype that kernels are given, from the (promoted) dtype of the operands. Those that compare take truth values; those
 * that calculate would read past them.
 */
export function computedIn(out: Out, dtype: DType): DType {
  if (out === 'float32') return 'float32'
  return out === 'bool' ? dtype : counted(dtype)
}

/** Converts where that is needed. */
export function convert(x: AnyTensor, dtype: DType): AnyTensor {
  return x.dtype === dtype ? x : cast(x, dtype)
}

/** The value as a tensor of this dtype holds it. */
export function storable(value: number, dtype: DType): number {
  if (dtype === 'bool') return value === 0 ? 0 : 1
  return dtype === 'int32' ? Math.trunc(value) : value
}
