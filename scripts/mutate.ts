/**
 * Plants one error in each rule (type half and function half), message and gradient, and lists those that no law finds.
 * Works on copies of the project. `npm run mutate -- ops/add shape/` takes only the files that begin so.
 */
import { readFileSync } from 'node:fs'
import { allSamples } from '../test/laws/harness/samples.js'
import { describeMutant, mutantsOf, opsUsing, Workshop, type Mutant } from '../test/laws/harness/mutants.js'
import { readSources } from '../test/laws/harness/sources.js'

const wanted = process.argv.slice(2)
const workers = Number(process.env['JOBS'] ?? 2)
const accepted = JSON.parse(readFileSync(new URL('../test/laws/accepted-survivors.json', import.meta.url), 'utf8')) as {
  readonly [mutant: string]: string
}

const sources = readSources()
const sampled = (await allSamples()).map(({ op }) => op)
const mutants = mutantsOf(sources, Number(process.env['TUPLEFLOW_SEED'] ?? 1)).filter(
  ({ path }) => wanted.length === 0 || wanted.some((start) => path.startsWith(start)),
)

const concerned = [...new Set(mutants.flatMap(({ path }) => opsUsing(path, sources, sampled)))]
const whole = new Workshop()
const failing = [...(await whole.failing('twins', concerned)), ...(await whole.failing('gradients', concerned))]
whole.dispose()
if (failing.length > 0) console.log(`left out, because their laws do not hold as they are: ${failing.join(' ')}`)

const survivors: Mutant[] = []
const queue = [...mutants]
let done = 0
async function work(): Promise<void> {
  const workshop = new Workshop()
  try {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const ops = opsUsing(mutant.path, sources, sampled).filter((op) => !failing.includes(op))
      // A few ops find most mutants of shared files; all of them are asked about the rest.
      const found =
        (ops.length > 0 && (await workshop.finds(mutant, ops.slice(0, 3)))) ||
        (ops.length > 3 && (await workshop.finds(mutant, ops.slice(3))))
      if (!found) survivors.push(mutant)
      console.log(`${++done}/${mutants.length} ${found ? 'found   ' : 'SURVIVED'} ${describeMutant(mutant)}`)
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
