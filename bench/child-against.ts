// Runs in a process of its own: the rows of one family against those of the build before.
import { engine } from '@tensorflow/tfjs-core'
import { families } from './families.js'
import { useBackend } from './harness/backends.js'
import { familiesBefore } from './harness/before.js'
import { measure, type RowResult } from './harness/measure.js'
import type { Blocks, Row } from './harness/row.js'

/** Short, and many: the machine is not the same from one moment to the next. */
const usual: Blocks = { builds: 3, count: 21, milliseconds: 40 }
/** What this process has worked, in milliseconds: that others work too makes the least difference to it. */
function worked(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const [name, revision, ...wanted] = process.argv.slice(2)
const { rows, blocks = usual } = (await families[name!]!()).family
const before = (await (await familiesBefore())[name!]!()).family.rows

/** The peers of the row are left out, but for what is its measure in itself. */
function against(row: Row, i: number): Row {
  const same = { ...before[i]!.ours, name: revision! }
  return { ...row, peers: [same, ...row.peers.filter(({ isMeasure }) => isMeasure)] }
}

// Both builds give the same names to their variables, and tfjs takes a name only once: here it chooses them itself.
const tfjs = engine()
const { makeVariable } = tfjs
tfjs.makeVariable = (value, trainable, _name, dtype) => makeVariable.call(tfjs, value, trainable, undefined, dtype)

await useBackend('wasm')
const results: RowResult[] = []
for (const row of rows.map(against)) {
  if (wanted.length === 0 || wanted.includes(row.name)) results.push(await measure(row, blocks, worked))
}
process.send!(results)
process.disconnect()
