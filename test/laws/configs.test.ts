/**
 * Every definition (layers, losses, metrics, optimizers, schedules, callbacks, initializers, regularizers, constraints): what
 * a config makes goes to a file and comes back the same, each option refuses what it calls wrong by its name, and `null`
 * stands for nothing.
 */
import { expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { allDefined, checkConfigs } from './harness/configs.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'
const seed = Number(process.env['TUPLEFLOW_SEED'] ?? 1)

test.each(allDefined)('$folder: $name', async (each) => {
  await setBackend('cpu')
  expect(checkConfigs(each, full ? 100 : 10, seed)).toEqual([])
})
