import { buildBefore } from './harness/before.js'
import type { RowResult } from './harness/measure.js'
import { inChild } from './harness/process.js'
import { ratioTable, slowdown } from './harness/tables.js'

/** Slower than this is told. */
const limit = 1.03

/** Measures the rows of these families against the build of a revision. What is slower is measured once more. */
export async function measureAgainst(revision: string, names: readonly string[]): Promise<RowResult[]> {
  buildBefore(revision)
  const results: RowResult[] = []
  const again: RowResult[] = []
  for (const name of names) {
    const start = performance.now()
    const rows = await inChild<RowResult[]>('child-against.js', name, revision)
    results.push(...rows)
    const slower = rows.filter(isSlower)
    if (slower.length > 0) {
      again.push(...(await inChild<RowResult[]>('child-against.js', name, revision, ...slower.map(({ name }) => name))))
    }
    console.error(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`)
  }
  console.log(`\nOur time of the processor over that of ${revision}, in blocks that ran in turns.\n`)
  console.log(`${ratioTable(results)}\n`)
  if (again.length > 0) console.log(`Slower by more than 3 %, measured once more:\n\n${ratioTable(again)}\n`)
  const slower = again.filter(isSlower).map(({ name }) => name)
  console.log(`Slower both times: ${slower.join('; ') || 'none'}`)
  return [...results, ...again]
}

const isSlower = ({ peers }: RowResult) => slowdown(peers[0]!).median > limit
