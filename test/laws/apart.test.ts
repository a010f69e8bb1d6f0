/**
 * Law 8: an op that says that it keeps an axis apart gives, for a part of that axis alone, the same part of its result.
 * One that says less than it could is found too, and so is a wrong word. Layers keep the rows of a batch apart.
 */
import { describe, expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { followRows } from '../../src/graph/apart.js'
import { checkApart, type Told } from './harness/apart.js'
import { tensorsOf } from './harness/call.js'
import { checkLayerRows } from './harness/layers/rows.js'
import { layerSamples } from './harness/layers/samples.js'
import { allSamples, knownSamples } from './harness/samples.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'
const seed = Number(process.env['TUPLEFLOW_SEED'] ?? 1)
const count = full ? 200 : 30
const onTensors = (await allSamples()).filter((op) =>
  knownSamples(op, 5, seed).some((args) => tensorsOf(args).length > 0),
)

/** All elements meet, along every axis. */
const mixing = ['bincount', 'confusionMatrix', 'diag']

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  test.each(onTensors)('$op', async (op) => {
    await setBackend(backend)
    const { kept, wrong, mixed, untold } = checkApart(op, count, seed)
    expect(wrong).toEqual([])
    expect(kept > 0, 'it keeps some axes apart').toBe(!mixing.includes(op.op))
    // Now and then nothing meets along an axis where elements could: a filter of one cell, one part, nothing left.
    expect(untold.length, `less said than there is: ${untold.slice(0, 3).join('; ')}`).toBeLessThanOrEqual(mixed / 4)
  })
})

test('a wrong word is found, of every op that mixes some axes', async () => {
  await setBackend('cpu')
  const wrongly: Told = (outputs, given) =>
    followRows(outputs, 'rows', given).rows.map((row) => (row === 'mixed' ? 0 : row))
  const asked = onTensors.filter((op) => checkApart(op, count, seed).mixed > 3)
  expect(asked.length).toBeGreaterThan(20)
  expect(asked.filter((op) => checkApart(op, count, seed, wrongly).wrong.length === 0).map(({ op }) => op)).toEqual([])
})
test('an op that says nothing is found', async () => {
  await setBackend('cpu')
  const nothing: Told = (outputs) => outputs.map(() => 'mixed')
  const exp = onTensors.find(({ op }) => op === 'exp')!
  const { untold, mixed } = checkApart(exp, count, seed, nothing)
  expect(untold.length).toBeGreaterThan(mixed / 4)
})

test.each(await layerSamples())('$layer keeps rows apart', async (layer) => {
  await setBackend('cpu')
  const { apart, wrong } = checkLayerRows(layer, full ? 100 : 20, seed)
  expect(wrong).toEqual([])
  expect(apart).toBeGreaterThan(0)
})
