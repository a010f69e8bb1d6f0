import type { AnyTensor } from '../../tensor.js'
import { reshape } from '../reshape.js'
import { slice } from '../slice.js'
import { sizeOver } from './reduction.js'

// Kernels of wasm add one float32 to the next: of many, each loses its last digits against the sum so far. Sums of parts, and
// the sums of these, lose next to nothing.

/** So many numbers at most are added one to the next. */
const MOST = 32
/**
 * So few are left to the kernel, so that small sums cost what it costs. For each number that is added it may lose 2^-24 of the
 * sum so far: of 64 equal ones that comes to less than 1e-6, at the very worst to 4e-6.
 */
const FEW = 64
/** Parts of less are not worth it. */
const LEAST = 4

/** A reduction over axes that can be done part by part. */
export interface Parts {
  /** The reduction; its axes are dropped. */
  reduce(x: AnyTensor, axes: readonly number[]): AnyTensor
  /** The result for all of `n` elements, from that for the first `m` and that for the rest. */
  join(first: AnyTensor, rest: AnyTensor, m: number, n: number): AnyTensor
}

/** The reduction in parts; `undefined` where there are few elements. */
export function inParts(x: AnyTensor, axes: readonly number[], keepDims: boolean, parts: Parts): AnyTensor | undefined {
  const shape = x.shape as readonly number[]
  if (x.dtype !== 'float32' || sizeOver(shape, axes) <= FEW) return undefined
  // Where the last axes begin that lie side by side: these are like one.
  let from = axes.length - 1
  while (from > 0 && axes[from - 1] === axes[from]! - 1) from--
  const [outer, inner] = [axes.slice(0, from), axes.slice(from)]
  const reduced = outer.length > 0 ? parts.reduce(parts.reduce(x, inner), outer) : along(x, inner, parts)
  return keepDims ?
      reshape(
        reduced,
        shape.map((size, i) => (axes.includes(i) ? 1 : size)),
      )
    : reduced
}

function along(x: AnyTensor, axes: readonly number[], { reduce, join }: Parts): AnyTensor {
  const shape = x.shape as readonly number[]
  const n = sizeOver(shape, axes)
  const front = shape.slice(0, axes[0])
  // Kernels take the last axis as it lies in memory; in front of others, one of size 1 among them, they transpose.
  const back = shape.slice(axes.at(-1)! + 1)
  const width = widthOf(n)
  if (width !== undefined) {
    return reduce(reduce(reshape(x, [...front, n / width, width, ...back]), [front.length + 1]), [front.length])
  }
  const row = reshape(x, [...front, n, ...back])
  const cut = (from: number, size: number) =>
    reduce(slice(row, [...front.map(() => 0), from], [...front, size, ...back]), [front.length])
  const m = n - (n % MOST)
  return join(cut(0, m), cut(m, n - m), m, n)
}

/** The largest size of parts of which `n` is made. */
function widthOf(n: number): number | undefined {
  for (let width = MOST; width >= LEAST; width--) if (n % width === 0) return width
  return undefined
}
