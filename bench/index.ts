// `npm run bench` measures all rows, `npm run bench -- mlp lstm` some. It fails when numbers disagree, not when it is slow.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { FamilyResult, HeapResult } from './child.js'
import { families } from './families.js'
import { agrees, heapTable, limitTable, speedTable } from './harness/tables.js'

const wanted = process.argv.slice(2)
for (const name of wanted) {
  if (!Object.hasOwn(families, name))
    throw new Error(`no rows '${name}'; there are ${Object.keys(families).join(', ')}`)
}
const names = wanted.length > 0 ? wanted : Object.keys(families)

/** Processes run one after the other. */
function inChild<T>(...args: string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('child.js', import.meta.url)), args)
    child.on('message', resolve)
    child.on('exit', (code) => reject(new Error(`the rows '${args.join(' ')}' ended with code ${code}`)))
  })
}

const results: FamilyResult[] = []
const heaps: { row: string; result: HeapResult }[] = []
for (const name of names) {
  const start = performance.now()
  const result = await inChild<FamilyResult>(name)
  results.push(result)
  for (const i of result.heaps) {
    const row = result.rows[i]!
    for (const entry of [0, 1]) heaps.push({ row: row.name, result: await inChild(name, `${i}`, `${entry}`) })
  }
  console.error(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`)
}

console.log(`\n${results[0]!.setting}. Medians; a ratio is that of blocks which ran in turns.\n`)
console.log(`${speedTable(results)}\n`)
console.log(`${limitTable(results)}\n`)
if (heaps.length > 0) console.log(heapTable(heaps))

const wrong = results.flatMap(({ rows }) => rows).filter((row) => !row.peers.every((peer) => agrees(row, peer)))
for (const { name, tolerance } of wrong) console.error(`${name}: the numbers differ by more than ${tolerance}`)
process.exitCode = wrong.length > 0 ? 1 : 0
