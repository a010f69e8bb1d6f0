// `npm run bench` measures all rows, `npm run bench -- mlp lstm` some, `npm run bench -- --against <revision>` with the
// build of that revision for a peer. It fails when numbers disagree, not when it is slow.
import { parseArgs } from 'node:util'
import { measureAgainst } from './against.js'
import type { FamilyResult, HeapResult } from './child.js'
import { families } from './families.js'
import type { RowResult } from './harness/measure.js'
import { inChild } from './harness/process.js'
import { agrees, heapTable, limitTable, speedTable } from './harness/tables.js'

const { positionals: wanted, values } = parseArgs({ allowPositionals: true, options: { against: { type: 'string' } } })
for (const name of wanted) {
  if (!Object.hasOwn(families, name))
    throw new Error(`no rows '${name}'; there are ${Object.keys(families).join(', ')}`)
}
const names = wanted.length > 0 ? wanted : Object.keys(families)
const measured = values.against === undefined ? await measurePeers() : await measureAgainst(values.against, names)

const wrong = measured.filter((row) => !row.peers.every((peer) => agrees(row, peer)))
for (const { name, tolerance } of wrong) console.error(`${name}: the numbers differ by more than ${tolerance}`)
process.exitCode = wrong.length > 0 ? 1 : 0

async function measurePeers(): Promise<RowResult[]> {
  const results: FamilyResult[] = []
  const heaps: { row: string; result: HeapResult }[] = []
  for (const name of names) {
    const start = performance.now()
    const result = await inChild<FamilyResult>('child.js', name)
    results.push(result)
    for (const i of result.heaps) {
      const row = result.rows[i]!
      for (const entry of [0, 1])
        heaps.push({ row: row.name, result: await inChild('child.js', name, `${i}`, `${entry}`) })
    }
    console.error(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`)
  }
  console.log(`\n${results[0]!.setting}. Medians; a ratio is that of blocks which ran in turns.\n`)
  console.log(`${speedTable(results)}\n`)
  console.log(`${limitTable(results)}\n`)
  if (heaps.length > 0) console.log(heapTable(heaps))
  return results.flatMap(({ rows }) => rows)
}
