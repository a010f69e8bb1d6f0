/**
 * No crash without a sentence: every public function answers wrong values of every kind with an error of its own, before
 * anything runs, and leaves nothing behind.
 */
import { beforeAll, expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { faultsOf } from './mistakes/check.js'
import { definitionCallees } from './mistakes/definitions.js'
import { opCallees } from './mistakes/ops.js'
import { otherCallees, publicNames } from './mistakes/others.js'

const seed = Number(process.env['SEED'] ?? 1)
const full = process.env['TUPLEFLOW_FULL'] === '1'
/** With other samples of ops and layers, where there is time for them. */
const seeds = Array.from({ length: full ? 10 : 1 }, (_, i) => seed + i)
const sampled = await Promise.all(
  seeds.map(async (each) => [...(await opCallees(each)), ...(await definitionCallees(each))]),
)
const callees = [...sampled.flat(), ...otherCallees()]

beforeAll(async () => {
  await setBackend('cpu')
  console.log(`seed ${seed}`)
})

test('there is a right call of every public function', () => {
  const called = new Set(callees.map(({ name }) => name))
  // A layer is called by its own name.
  called.add('layer.apply')
  const names = publicNames()
  expect(names.length).toBeGreaterThan(180)
  expect(names.filter((name) => !called.has(name))).toEqual([])
})
test.each(callees)('$name', async (callee) => {
  expect(await faultsOf(callee)).toEqual([])
})
