import { mkdirSync, writeFileSync } from 'node:fs'

/** Leaves the counts for `.ci/run`, under the names that vitest's JSON has. */
export function leaveCounts(name, passed, failed) {
  const folder = process.env['TUPLEFLOW_RESULTS']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/${name}.json`, JSON.stringify({ numPassedTests: passed, numFailedTests: failed }))
}
