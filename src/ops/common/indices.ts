import type { Spec } from '../../graph/node.js'
import { exactly, isNumeric, type DType } from '../../shape/dtype.js'
import type { AnyTensor, DTypeOf, Operand } from '../../tensor.js'
import { isSymbolic } from '../../tensor.js'
import { assertValues } from '../../operand.js'
import { cast } from '../cast.js'
import { Tensor as CoreTensor } from '@tensorflow/tfjs-core'
import { refuse } from '../../stack.js'

// Indices are int32 tensors. Plain numbers and nested arrays, float32 anywhere else, are taken as int32: as in tfjs.

/** The dtype that an operand has as indices. */
export type indicesDType<I> =
  I extends { readonly dtype: infer D } ? D
  : [DTypeOf<I>] extends ['string'] ? 'string'
  : 'int32'

/** Indices must be int32. */
export type indicesRule<I> = exactly<indicesDType<I>, 'int32'>
export function indicesRule({ dtype }: Spec, plain: boolean) {
  return exactly(plain && isNumeric(dtype) ? 'int32' : dtype, 'int32' satisfies DType)
}

/** Is the operand plain values, not a tensor? */
export function isPlain(operand: Operand): boolean {
  return !isSymbolic(operand) && !(operand instanceof CoreTensor)
}

/** Plain indices are integers; what a tensor holds is not looked at here. */
export function assertWhole(op: string, indices: Operand): void {
  if (isPlain(indices)) assertValues(op, indices, ['indices'])
  const other = isPlain(indices) ? firstOther(indices) : undefined
  if (other !== undefined) refuse(new RangeError(`${op}: an index is an integer, got ${other}`))
}
function firstOther(values: unknown): number | undefined {
  if (typeof values === 'number') return Number.isInteger(values) ? undefined : values
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) return undefined
  for (const each of values as readonly unknown[]) {
    const other = firstOther(each)
    if (other !== undefined) return other
  }
  return undefined
}

/** The lowering of plain indices. */
export function asInt32(indices: AnyTensor): AnyTensor {
  return indices.dtype === 'int32' ? indices : cast(indices, 'int32')
}
