/**
 * Plants one error in each rule (type half and function half), message and gradient of the ops, and in each function and
 * method of all other code, and lists those that no test finds. Works on copies of the project. `npm run mutate -- ops/add train/` takes only the mutants that begin so.
 * `JOBS` is how many are tried at a time (2), `VERBOSE=1` prints what finds each, `TUPLEFLOW_SEED` plants others.
 */
import { readFileSync } from 'node:fs'
import { setBackend } from '../src/backend.js'
import { describeMutant, mutantsOf, opsUsing, type Mutant } from '../test/laws/harness/mutants.js'
import { allSamples } from '../test/laws/harness/samples.js'
import { readSources } from '../test/laws/harness/sources.js'
import { Workshop, type Found } from '../test/laws/harness/workshop.js'

const wanted = process.argv.slice(2)
const workers = Number(process.env['JOBS'] ?? 2)
const accepted = JSON.parse(readFileSync(new URL('../test/laws/accepted-survivors.json', import.meta.url), 'utf8')) as {
  readonly [mutant: string]: string
}

const sources = readSources()
await setBackend('cpu')
const sampled = (await allSamples()).map(({ op }) => op)
const mutants = mutantsOf(sources, Number(process.env['TUPLEFLOW_SEED'] ?? 1)).filter(
  (mutant) => wanted.length === 0 || wanted.some((start) => describeMutant(mutant).startsWith(start)),
)
const users = new Map(
  [...new Set(mutants.filter(({ half }) => half !== 'code').map(({ path }) => path))].map((path) => [
    path,
    opsUsing(path, sources, sampled),
  ]),
)

const ofCode = mutants.filter(({ half }) => half === 'code')
const ofOps = mutants.filter(({ half }) => half !== 'code')

const whole = new Workshop()
const concerned = [...new Set(ofOps.flatMap(({ path }) => users.get(path)!))]
const wrong = ofOps.length > 0 ? ((await whole.lawsHold(concerned)) ?? (await whole.testsHold(concerned))) : undefined
if (wrong !== undefined) throw new Error(`before anything is changed: ${wrong}`)
const survey = ofCode.length > 0 ? await whole.survey() : undefined
whole.dispose()

async function find(workshop: Workshop, mutant: Mutant): Promise<Found> {
  if (mutant.half === 'code') return workshop.codeFind(mutant, survey!)
  const ops = users.get(mutant.path)!
  return (await workshop.lawsFind(mutant, ops)) ?? (await workshop.testsFind(mutant, ops))
}
const survivors: Mutant[] = []
const queue = [...mutants]
let done = 0
async function work(): Promise<void> {
  const workshop = new Workshop()
  try {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const start = Date.now()
      const found = await find(workshop, mutant)
      if (found === undefined) survivors.push(mutant)
      const by = found === undefined ? 'SURVIVED' : /^[\w ]+/.exec(found)![0]
      const seconds = ((Date.now() - start) / 1000).toFixed(1)
      console.log(`${++done}/${mutants.length} ${by} (${seconds} s) ${describeMutant(mutant)}`)
      if (process.env['VERBOSE'] === '1') console.log(`  ${found}`)
    }
  } finally {
    workshop.dispose()
  }
}
await Promise.all(Array.from({ length: workers }, work))

const unexplained = survivors.filter((mutant) => !(describeMutant(mutant) in accepted))
console.log(`\n${mutants.length} mutants, ${mutants.length - survivors.length} found, ${survivors.length} survived`)
for (const mutant of survivors) {
  const text = describeMutant(mutant)
  console.log(`- ${text}\n  ${accepted[text] ?? 'no reason given in test/laws/accepted-survivors.json'}`)
}
process.exitCode = unexplained.length > 0 ? 1 : 0
