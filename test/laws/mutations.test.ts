/**
 * The laws can fail: a few planted errors, one of each kind, are found. `npm run mutate` plants one in every rule,
 * message and gradient.
 */
import { afterAll, expect, test } from 'vitest'
import { describeMutant, mutantsOf, Workshop, type Half } from './harness/mutants.js'
import { readSources } from './harness/sources.js'

const planted: readonly (readonly [path: string, name: string, half: Half, op: string])[] = [
  ['ops/reshape.ts', 'reshapeRule', 'type', 'reshape'],
  ['ops/matMul.ts', 'matMulRule', 'function', 'matMul'],
  ['ops/transpose.ts', 'notAPermutation', 'message type', 'transpose'],
  ['shape/broadcast.ts', 'cannotBroadcast', 'message function', 'add'],
  ['ops/mul.ts', 'gradient', 'gradient', 'mul'],
  ['ops/sum.ts', 'gradient', 'gradient', 'sum'],
]
const mutants = mutantsOf(readSources())
const workshop = new Workshop()
afterAll(() => workshop.dispose())

test('the laws hold for the sources as they are', async () => {
  const ops = [...new Set(planted.map(([, , , op]) => op))]
  expect(await workshop.holds('twins', ops)).toBe(true)
  expect(await workshop.holds('gradients', ops)).toBe(true)
})
test.each(planted)('an error in %s, %s (%s)', async (path, name, half, op) => {
  const mutant = mutants.find((each) => each.path === path && each.name === name && each.half === half)
  if (mutant === undefined) throw new Error(`${path} has no such mutant any more`)
  expect(await workshop.finds(mutant, [op]), describeMutant(mutant)).toBe(true)
})
