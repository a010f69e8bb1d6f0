/**
 * The laws can fail: a few planted errors, one of each kind, are found. `npm run mutate` plants one in every rule,
 * message and gradient.
 */
import { afterAll, expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { describeMutant, mutantsOf, type Half } from './harness/mutants.js'
import { readSources } from './harness/sources.js'
import { Workshop } from './harness/workshop.js'

const planted: readonly (readonly [path: string, name: string, half: Half, op: string])[] = [
  ['ops/reshape.ts', 'reshapeRule', 'type', 'reshape'],
  ['ops/matMul.ts', 'matMulRule', 'function', 'matMul'],
  ['ops/transpose.ts', 'notAPermutation', 'message type', 'transpose'],
  ['shape/broadcast.ts', 'cannotBroadcast', 'message function', 'add'],
  ['ops/mul.ts', 'gradient', 'gradient', 'mul'],
  ['ops/sum.ts', 'gradient', 'gradient', 'sum'],
  ['shape/dimension.ts', 'addDims', 'type', 'add'],
  ['shape/binding.ts', 'clash', 'message function', 'add'],
]
await setBackend('cpu')
const mutants = mutantsOf(readSources())
const workshop = new Workshop()
afterAll(() => workshop.dispose())

test('the laws hold for the sources as they are', async () => {
  const ops = [...new Set(planted.map(([, , , op]) => op))]
  expect(await workshop.lawsHold(ops)).toBe(undefined)
})
test.each(planted)('an error in %s, %s (%s)', async (path, name, half, op) => {
  const mutant = mutants.find((each) => each.path === path && each.name === name && each.half === half)
  if (mutant === undefined) throw new Error(`${path} has no such mutant any more`)
  expect(await workshop.lawsFind(mutant, [op]), describeMutant(mutant)).toBeTypeOf('string')
})
