// Runs in a process of its own: the rows of one family, or the heap of one entry of a row.
import * as tfjs from '@tensorflow/tfjs'
import { getThreadsCount } from '@tensorflow/tfjs-backend-wasm'
import { families } from './families.js'
import { peak, useBackend } from './harness/backends.js'
import { heapOf, type Heap } from './harness/heap.js'
import { kernelShare } from './harness/kernels.js'
import { measure, type RowResult } from './harness/measure.js'

export interface FamilyResult {
  /** Node, the peers' version, the backend and its threads. */
  readonly setting: string
  /** GFLOP/s of a matrix product. */
  readonly peak: number
  readonly rows: readonly RowResult[]
  /** For each row, the share of our time inside kernels. */
  readonly shares: readonly number[]
  /** The rows whose heap is measured. */
  readonly heaps: readonly number[]
}
export interface HeapResult {
  readonly name: string
  readonly heap: Heap
}

const [name, row, entry] = process.argv.slice(2)
const { rows, blocks } = (await families[name!]!()).family
process.send!(row === undefined ? await familyResult() : await heapResult(rows[Number(row)]!, Number(entry)))
process.disconnect()

async function familyResult(): Promise<FamilyResult> {
  await useBackend('wasm')
  const simd = await tfjs.env().getAsync('WASM_HAS_SIMD_SUPPORT')
  const threads = getThreadsCount()
  const best = peak()
  const results: RowResult[] = []
  for (const each of rows) results.push(await measure(each, blocks))
  const shares: number[] = []
  for (const { ours } of rows) shares.push(await kernelShare(ours))
  return {
    setting: `Node ${process.versions.node}, tfjs ${tfjs.version.tfjs}, wasm ${simd ? 'with' : 'without'} SIMD, ${threads} thread`,
    peak: best,
    rows: results,
    shares,
    heaps: rows.flatMap(({ heap }, i) => (heap ? [i] : [])),
  }
}
async function heapResult({ ours, peers }: (typeof rows)[number], entry: number): Promise<HeapResult> {
  const chosen = [ours, ...peers][entry]!
  return { name: chosen.name, heap: await heapOf(chosen) }
}
