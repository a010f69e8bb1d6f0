/**
 * Laws of layers, all from their definitions and `samples/layers/`. Types against runs: random configs, inputs and options
 * of calls, half of them near misses, asked of the run and of TypeScript 5.9 and 7. Gradients: within 2e-2 of central
 * differences; an error of 5 % is found in every layer. A layer in a model and under `jit` computes what it does eagerly,
 * within 1e-5, and leaves no tensors behind. One that is written and read back is the same.
 */
import { describe, expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { collectCalls } from './harness/layers/calls.js'
import { checkLayerGradients } from './harness/layers/gradients.js'
import { checkLayerPlans, checkMasks } from './harness/layers/plans.js'
import { layerSamples } from './harness/layers/samples.js'
import { checkReadBack } from './harness/layers/twins.js'
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

describe('gradients', () => {
  const count = full ? 60 : 12
  test.each(all)('$layer', async (layer) => {
    await setBackend('cpu')
    const { compared, skipped, wrong } = checkLayerGradients(layer, { count, seed })
    expect(wrong).toEqual([])
    expect(compared, 'derivatives').toBeGreaterThan(count / 6)
    expect(skipped, 'derivatives next to kinks').toBeLessThanOrEqual(compared / 3)
    const distorted = checkLayerGradients(layer, { count, seed, distort: (gradient) => 1.05 * gradient })
    expect(distorted.wrong, 'a planted error').not.toEqual([])
  })
})

describe.each(['cpu', 'wasm'])('planned and eager on %s', (backend) => {
  test.each(all)('$layer', async (layer) => {
    await setBackend(backend)
    expect(checkLayerPlans(layer, full ? 100 : 10, seed)).toEqual([])
    expect(checkMasks(layer, full ? 50 : 5, seed)).toEqual([])
  })
})

test.each(all)('$layer, written and read back, is the same', async (layer) => {
  await setBackend('cpu')
  expect(checkReadBack(layer, full ? 100 : 10, seed)).toEqual([])
})
