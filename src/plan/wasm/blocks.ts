import type { Sized } from '../../graph/node.js'
import { kernelAttrsOf, traitsOf } from '../graph.js'
import type { Step } from '../program.js'

export const bytesPer = { float32: 4, int32: 4, bool: 1 } as const
export function bytesOf({ shape, dtype }: Sized): number {
  return shape.reduce((product, size) => product * size, bytesPer[dtype as keyof typeof bytesPer])
}

/** A part of one value that lies in another: the runs of bytes that are equal. */
export interface Overlap {
  /** Which input and which output of the step. */
  readonly input: number
  readonly output: number
  /** Both as blocks of runs: `count` runs of `bytes`, each so far from the one before. */
  readonly count: number
  readonly bytes: number
  readonly from: number
  readonly fromStride: number
  readonly to: number
  readonly toStride: number
}

/** What a step does whose kernel only moves bytes; `undefined` for every other. */
export function overlapsOf({ node, inputs, outputs }: Step, specs: readonly Sized[]): readonly Overlap[] | undefined {
  const { moves } = traitsOf(node)
  const sized = (values: readonly number[]) => values.map((value) => specs[value]!)
  const x = specs[inputs[0]!]
  const y = specs[outputs[0]!]
  switch (moves) {
    case 'identity':
    case 'reshape':
      return [whole(bytesOf(x!))]
    case 'slice': {
      const part = sliced(x!, y!, (kernelAttrsOf(node) as { readonly begin: readonly number[] }).begin)
      return part && [part]
    }
    case 'unstack':
    case 'split':
      return alongAxis(x!, sized(outputs), moves === 'split', kernelAttrsOf(node)).map(
        ({ around, own, begin, count, bytes }, output) => ({
          ...{ input: 0, output, count, bytes },
          ...{ from: begin, fromStride: around, to: 0, toStride: own },
        }),
      )
    case 'stack':
    case 'concat':
      return alongAxis(y!, sized(inputs), moves === 'concat', kernelAttrsOf(node)).map(
        ({ around, own, begin, count, bytes }, input) => ({
          ...{ input, output: 0, count, bytes },
          ...{ from: 0, fromStride: own, to: begin, toStride: around },
        }),
      )
    default:
      return undefined
  }
}
function whole(bytes: number): Overlap {
  return { input: 0, output: 0, count: 1, bytes, from: 0, fromStride: bytes, to: 0, toStride: bytes }
}

/** The parts of a tensor along an axis, as runs of it. */
function alongAxis(all: Sized, parts: readonly Sized[], keepsAxis: boolean, attrs: object) {
  const { axis } = attrs as { readonly axis: number }
  if (bytesOf(all) === 0) return []
  const rows = all.shape.slice(0, axis).reduce((product, size) => product * size, 1)
  const around = bytesOf(all) / rows
  let next = 0
  return parts.map((part) => {
    const own = bytesOf(part) / rows
    const begin = next
    next += own
    const joined = keepsAxis && own === around
    return { around, own, begin, count: joined ? 1 : rows, bytes: joined ? own * rows : own }
  })
}

/** A slice as runs at one distance, where it is that: whole axes, at most one cut axis before them, then single rows. */
function sliced(x: Sized, y: Sized, begin: readonly number[]): Overlap | undefined {
  const size = bytesPer[x.dtype as keyof typeof bytesPer]
  const strides = x.shape.map((_, axis) => x.shape.slice(axis + 1).reduce((product, dim) => product * dim, size))
  // The run: the last cut axis and everything behind it.
  const cut = lastIndex(x.shape, (dim, axis) => dim !== y.shape[axis])
  if (cut < 0) return whole(bytesOf(x))
  const bytes = y.shape[cut]! * strides[cut]!
  // Before it, one axis with more than one row, or several that are whole.
  const before = y.shape.slice(0, cut)
  const count = before.reduce((product, dim) => product * dim, 1)
  const widest = lastIndex(before, (dim) => dim > 1)
  const regular = before.every((dim, axis) => dim === 1 || isWholeBetween(x, y, axis, widest))
  if (!regular) return undefined
  const from = begin.reduce((sum, at, axis) => sum + at * strides[axis]!, 0)
  return {
    input: 0,
    output: 0,
    count,
    bytes,
    from,
    fromStride: widest < 0 ? bytes : strides[widest]!,
    to: 0,
    toStride: bytes,
  }
}
/** Do the rows of an outer axis follow those of the inner one at the same distance? */
function isWholeBetween(x: Sized, y: Sized, outer: number, inner: number): boolean {
  return x.shape.every((dim, axis) => axis <= outer || axis > inner || dim === y.shape[axis])
}
function lastIndex(shape: readonly number[], is: (dim: number, axis: number) => boolean): number {
  return shape.map(is).lastIndexOf(true)
}
