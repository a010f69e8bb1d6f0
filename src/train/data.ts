import * as core from '@tensorflow/tfjs-core'
import { gather } from '../ops/gather.js'
import { slice } from '../ops/slice.js'
import { threefry } from '../random.js'
import type { AnyTensor } from '../tensor.js'

/**
 * The number of rows of the first leaf, to which the others must fit; throws when there are none, when they do not fit,
 * or when a tensor is gone.
 *
 * @param per How many rows each leaf has for one of the first.
 */
export function rowsOf(
  what: string,
  leaves: readonly { readonly value: core.Tensor; readonly where: string }[],
  per: readonly number[],
): number {
  for (const { value, where } of leaves) if (value.isDisposed) throw new Error(`${what}: ${where} was disposed before`)
  const [first] = leaves
  if (first === undefined) throw new TypeError(`${what}: there is no input`)
  const rows = first.value.shape[0]
  if (rows === undefined) throw new RangeError(`${what}: ${first.where} has no axis for the batch`)
  leaves.forEach(({ value, where }, i) => {
    if (value.shape[0] === rows * per[i]!) return
    const wanted = per[i] === 1 ? '' : `, not ${rows * per[i]!}`
    throw new RangeError(`${what}: ${first.where} has ${rows} rows, ${where} has ${value.shape[0] ?? 'none'}${wanted}`)
  })
  if (rows === 0) throw new RangeError(`${what}: there is no data, ${first.where} has 0 rows`)
  return rows
}

/** Rows from `begin` on, `size` of them. The caller's to dispose. */
export function rowsFrom(tensor: core.Tensor, begin: number, size: number): core.Tensor {
  return slice(tensor as AnyTensor, [begin], [size]) as AnyTensor as core.Tensor
}
/** The rows of these numbers; with `per`, as many for each. The caller's to dispose. */
export function rowsAt(tensor: core.Tensor, indices: Int32Array, per: number): core.Tensor {
  const all = Int32Array.from(
    { length: indices.length * per },
    (_, i) => indices[Math.floor(i / per)]! * per + (i % per),
  )
  return core.tidy(() => gather(tensor as AnyTensor, core.tensor1d(all, 'int32')) as AnyTensor as core.Tensor)
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
