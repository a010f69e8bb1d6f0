import * as core from '@tensorflow/tfjs-core'
import { gather } from '../ops/gather.js'
import { slice } from '../ops/slice.js'
import { threefry } from '../random.js'
import type { AnyTensor } from '../tensor.js'

/** The common number of rows; throws when there are none, when they differ, or when a tensor is gone. */
export function rowsOf(
  what: string,
  leaves: readonly { readonly value: core.Tensor; readonly where: string }[],
): number {
  for (const { value, where } of leaves) if (value.isDisposed) throw new Error(`${what}: ${where} was disposed before`)
  const [first, ...others] = leaves
  if (first === undefined) throw new TypeError(`${what}: there is no input`)
  const rows = first.value.shape[0]
  if (rows === undefined) throw new RangeError(`${what}: ${first.where} has no axis for the batch`)
  const other = others.find(({ value }) => value.shape[0] !== rows)
  if (other !== undefined) {
    throw new RangeError(
      `${what}: ${first.where} has ${rows} rows, ${other.where} has ${other.value.shape[0] ?? 'none'}`,
    )
  }
  if (rows === 0) throw new RangeError(`${what}: there is no data, ${first.where} has 0 rows`)
  return rows
}

/** Rows from `begin` on, at most `size` of them. The caller's to dispose. */
export function rowsFrom(tensor: core.Tensor, begin: number, size: number): core.Tensor {
  const count = Math.min(size, tensor.shape[0]! - begin)
  return slice(tensor as AnyTensor, [begin], [count]) as AnyTensor as core.Tensor
}
/** The rows of these numbers. The caller's to dispose. */
export function rowsAt(tensor: core.Tensor, indices: Int32Array): core.Tensor {
  return core.tidy(() => gather(tensor as AnyTensor, core.tensor1d(indices, 'int32')) as AnyTensor as core.Tensor)
}

/** 0 … count-1 in random order (Fisher and Yates), the same for the same seed and epoch. */
export function shuffled(count: number, seed: number, epoch: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i)
  const words = new Uint32Array(2)
  for (let i = count - 1; i > 0; i--) {
    threefry(seed, epoch, i, 3, words)
    const j = Math.floor((words[0]! / 0x100000000) * (i + 1))
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}
