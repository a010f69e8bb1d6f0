/**
 * Runs laws on their own: `npx tsx test/laws/run.ts twins add mul`, `… 2 --backend wasm`, `… all conv2d`. A law goes by its
 * name or its number. Options: `--backend cpu`, `--samples 60`, `--seed 1`, `--compiler 7`. Exits with 1 when a law does not
 * hold, or is not known.
 */
import { parseArgs } from 'node:util'
import { checkKernelDTypes } from '../../src/kernelDTypes.js'
import { compilers, type Compiler } from './harness/compile.js'
import { laws, type Asked, type Law } from './harness/laws.js'

class Refused extends Error {}

function chosen(word: string | undefined): readonly Law[] {
  const found = laws.filter(({ name, number }) => word === 'all' || word === name || word === String(number))
  if (found.length > 0) return found
  const choices = laws.map(({ name, number, says }) => `\n  ${number ?? ' '} ${name}: ${says}`).join('')
  throw new Refused(`${word === undefined ? 'which law' : `no law '${word}'`}? One of${choices}\n    all: each of them`)
}
/** What is no choice gets a sentence with the choices. */
function oneOf<T extends string>(refusal: string, word: string, choices: readonly T[]): T {
  if ((choices as readonly string[]).includes(word)) return word as T
  throw new Refused(`${refusal} '${word}': one of ${choices.join(', ')}`)
}
function integer(what: string, word: string): number {
  if (/^\d+$/.test(word)) return Number(word)
  throw new Refused(`--${what} is an integer, got '${word}'`)
}

async function run(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      backend: { type: 'string' },
      samples: { type: 'string' },
      seed: { type: 'string', default: '1' },
      compiler: { type: 'string' },
    },
  })
  const [word, ...names] = positionals
  const asked = chosen(word)
  const known = new Set((await Promise.all(asked.map((law) => law.names()))).flat())
  for (const name of names) oneOf(`${word} knows no`, name, [...known])
  const backend = values.backend && oneOf('no backend', values.backend, ['cpu', 'wasm'])
  const all = Object.keys(compilers) as Compiler[]
  const seed = integer('seed', values.seed)
  const which = values.compiler === undefined ? all : [oneOf('no compiler', values.compiler, all)]
  let holds = true
  for (const law of asked) {
    const own = (await law.names()).filter((name) => names.length === 0 || names.includes(name))
    if (own.length === 0 && names.length > 0) continue
    const count = values.samples === undefined ? law.count : integer('samples', values.samples)
    for (const each of backend ? [backend] : law.backends) {
      const wrong = await told(law, own, { count, seed, backend: each, compilers: which })
      console.log(`${law.name} on ${each}: ${wrong === 0 ? 'holds' : `${wrong} times wrong`}`)
      holds &&= wrong === 0
    }
  }
  return holds
}
async function told(law: Law, names: readonly string[], asked: Asked): Promise<number> {
  let wrong = 0
  for await (const text of law.check(names, asked)) {
    console.log(text)
    wrong++
  }
  return wrong
}

checkKernelDTypes()
try {
  if (!(await run())) process.exitCode = 1
} catch (error) {
  // Also options that are not known.
  if (!(error instanceof Refused) && !(error instanceof TypeError && 'code' in error)) throw error
  console.error(error.message)
  process.exitCode = 1
}
