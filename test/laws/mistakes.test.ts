/**
 * No crash without a sentence: every public function answers wrong values of every kind with an error of its own, before
 * anything runs, and leaves nothing behind.
 */
import { beforeAll, expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { Draw } from './harness/draw.js'
import { faultsOf } from './mistakes/check.js'
import { definitionCallees } from './mistakes/definitions.js'
import { opCallees } from './mistakes/ops.js'
import { otherCallees } from './mistakes/others.js'

const seed = Number(process.env['SEED'] ?? 1)
const callees = [...(await opCallees(seed)), ...(await definitionCallees(seed)), ...otherCallees()]

beforeAll(async () => {
  await setBackend('cpu')
  console.log(`seed ${seed}`)
})

test.each(callees)('$name', async (callee) => {
  expect(await faultsOf(callee, { share: 1, draw: new Draw(seed) })).toEqual([])
})
