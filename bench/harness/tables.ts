import type { FamilyResult, HeapResult } from '../child.js'
import type { PeerResult, RowResult } from './measure.js'
import { inverse, type Spread } from './statistics.js'

/** A table in Markdown, its columns as wide as they have to be. */
export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) =>
    Math.max(...[title, ...body.map((line) => line[i]!)].map(({ length }) => length)),
  )
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n')
}

const figures = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))
function duration(milliseconds: number): string {
  return milliseconds < 1 ? `${figures(milliseconds * 1000)} µs` : `${figures(milliseconds)} ms`
}
const factor = ({ median, low, high }: Spread) => `${figures(median)}x (${figures(low)}–${figures(high)})`
const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`

/** Do they compute the same? */
export const agrees = ({ tolerance }: RowResult, { deviation }: PeerResult): boolean => deviation <= tolerance

const agreement = (row: RowResult, peer: PeerResult) =>
  `${peer.deviation.toExponential(0)}${agrees(row, peer) ? '' : ', WRONG'}`

/** Each row against each peer. The target is about the first. */
export function speedTable(results: readonly FamilyResult[]): string {
  const lines = results
    .flatMap(({ rows }) => rows)
    .flatMap((row) =>
      row.peers.map((peer, i) => [
        i === 0 ? row.name : '',
        i === 0 ? duration(row.milliseconds.median) : '',
        peer.name,
        duration(peer.milliseconds.median),
        factor(peer.ratio),
        i > 0 ? '' : `${figures(row.target)}x${peer.ratio.median >= row.target ? '' : ', missed'}`,
        agreement(row, peer),
      ]),
    )
  return table(['', 'tupleflow', 'against', 'takes', 'ratio (quartiles)', 'target', 'deviation'], lines)
}

/** Our time over a peer's. */
export const slowdown = ({ ratio }: PeerResult): Spread => inverse(ratio)
export function ratioTable(rows: readonly RowResult[]): string {
  const lines = rows.flatMap((row) =>
    row.peers.map((peer, i) => [
      i === 0 ? row.name : '',
      i === 0 ? duration(row.milliseconds.median) : '',
      peer.name,
      duration(peer.milliseconds.median),
      factor(slowdown(peer)),
      agreement(row, peer),
    ]),
  )
  return table(['', 'now', 'against', 'takes', 'now over that (quartiles)', 'deviation'], lines)
}

/** How far each row is from the speed of a matrix product, and what a new model costs. */
export function limitTable(results: readonly FamilyResult[]): string {
  const lines = results.flatMap(({ rows, peak, shares }) =>
    rows.flatMap(({ name, flops, milliseconds, first }, i) => {
      if (flops === undefined) return []
      const speed = flops / milliseconds.median / 1e6
      return [
        [
          name,
          `${(100 * shares[i]!).toFixed(0)} %`,
          speed.toFixed(1),
          peak.toFixed(1),
          `${((100 * speed) / peak).toFixed(0)} %`,
          `${figures(first.making)} runs${first.making < 10 ? '' : ', missed'}`,
          `${figures(first.call)} runs`,
          `${figures(first.cold)} runs`,
        ],
      ]
    }),
  )
  return table(
    [
      '',
      'inside kernels',
      'GFLOP/s',
      'matMul alone',
      'of that',
      'making a plan (target 10)',
      'a first call',
      'the first in a process',
    ],
    lines,
  )
}

export function heapTable(heaps: readonly { readonly row: string; readonly result: HeapResult }[]): string {
  const lines = heaps.map(({ row, result: { name, heap } }) => [row, name, megabytes(heap.peak), megabytes(heap.taken)])
  return table(['', '', 'allocated at most', 'heap'], lines)
}
