const ALIGNMENT = 16
export const aligned = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT

/** A block with the first and the last step that need it. */
export interface Span {
  readonly block: { readonly bytes: number; offset: number }
  readonly from: number
  readonly to: number
}
interface Gap {
  readonly offset: number
  readonly bytes: number
}

/**
 * Gives blocks their offsets, in the order of time, in the smallest gap that is large enough. Behind everything is a gap
 * without an end.
 *
 * @returns the size of all
 */
export function giveOffsets(spans: readonly Span[]): number {
  const taking = spans.filter(({ block }) => block.bytes > 0)
  const ending = [...taking].sort((a, b) => a.to - b.to).values()
  let next = ending.next().value
  const gaps = new Set<Gap>([{ offset: 0, bytes: Infinity }])
  let size = 0
  for (const { block, from } of taking.sort((a, b) => a.from - b.from || b.block.bytes - a.block.bytes)) {
    for (; next !== undefined && next.to < from; next = ending.next().value) release(gaps, next.block)
    block.offset = take(gaps, aligned(block.bytes))
    size = Math.max(size, block.offset + aligned(block.bytes))
  }
  return size
}
/** @returns where the bytes are */
function take(gaps: Set<Gap>, bytes: number): number {
  let best: Gap | undefined
  for (const gap of gaps) if (gap.bytes >= bytes && (best === undefined || gap.bytes < best.bytes)) best = gap
  const { offset, bytes: free } = best!
  gaps.delete(best!)
  gaps.add({ offset: offset + bytes, bytes: free - bytes })
  return offset
}
/** Gaps never touch; one that is used up goes with the release of what is beside it. */
function release(gaps: Set<Gap>, block: Span['block']): void {
  let [begin, end] = [block.offset, block.offset + aligned(block.bytes)]
  for (const gap of gaps) {
    const gapEnd = gap.offset + gap.bytes
    if (gapEnd !== begin && gap.offset !== end) continue
    gaps.delete(gap)
    begin = Math.min(begin, gap.offset)
    end = Math.max(end, gapEnd)
  }
  gaps.add({ offset: begin, bytes: end - begin })
}
