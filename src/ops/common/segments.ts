import type { AnyTensor } from '../../tensor.js'
import { fill } from '../fill.js'
import { greaterEqual } from '../greaterEqual.js'
import { less } from '../less.js'
import { logicalAnd } from '../logicalAnd.js'
import { reshape } from '../reshape.js'
import { slice } from '../slice.js'
import { where } from '../where.js'
import { zeros } from '../zeros.js'
import { scatterRows } from './scatterRows.js'

/** Is each index one of `count`? */
export function isWithin(indices: AnyTensor, count: number): AnyTensor<readonly number[], 'bool'> {
  const bound = (value: number) => fill([], value, 'int32')
  return logicalAnd(greaterEqual(indices, bound(0)), less(indices, bound(count))) as AnyTensor<
    readonly number[],
    'bool'
  >
}

/** Rows, [n, ...], are added up in `count` places, each at its index of int32 [n]; what has no place counts for nothing. */
export function addUp(rows: AnyTensor, indices: AnyTensor, count: number): AnyTensor {
  const shape = [count, ...(rows.shape.slice(1) as readonly number[])]
  if (rows.shape.includes(0) || count === 0) return zeros(shape, rows.dtype)
  // One place more, for what has none.
  const places = where(isWithin(indices, count), indices, fill([], count, 'int32'))
  const sums = scatterRows(reshape(places, [rows.shape[0]!, 1]), rows, count + 1)
  return slice(
    sums,
    shape.map(() => 0),
    shape,
  )
}
