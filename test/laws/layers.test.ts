/**
 * Laws of layers, all from their definitions and `samples/layers/`. Types against runs: random configs, inputs and options
 * of calls, half of them near misses, asked of the run and of TypeScript 5.9 and 7.
 */
import { expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { collectCalls } from './harness/layers/calls.js'
import { layerSamples } from './harness/layers/samples.js'
import { layerDisagreements, layerGaps } from './harness/layers/types.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'
const seed = Number(process.env['TUPLEFLOW_SEED'] ?? 1)
const all = await layerSamples()

test('the type of every layer and its run say the same', { timeout: 600_000 }, async () => {
  await setBackend('cpu')
  const groups = all.map((layer) => ({ layer, calls: collectCalls(layer, full ? 300 : 16, seed) }))
  expect(groups.flatMap(({ layer, calls }) => layerGaps(layer, calls))).toEqual([])
  expect(await layerDisagreements(groups.flatMap(({ calls }) => calls))).toEqual([])
})
