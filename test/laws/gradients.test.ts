/**
 * Law 3: gradients are right: within 2e-2 of central differences, away from kinks and ties, and within 1e-4 of
 * tfjs-core's own gradients where it has them. On wasm they are those of cpu. An error of 5 % is found in every op.
 */
import * as core from '@tensorflow/tfjs-core'
import { afterAll, describe, expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { Draw } from './harness/draw.js'
import { casesOf, checkGradients, checkGradientsOn, registerTfjsGradients } from './harness/gradients.js'
import { allSamples, type OpSamples } from './harness/samples.js'
import { table } from './harness/table.js'
import { unlikeTfjsGradient } from './tfjs-differences.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'
const seed = Number(process.env['TUPLEFLOW_SEED'] ?? 3)
const count = full ? 60 : 15

await setBackend('cpu')
await registerTfjsGradients()
const all = await allSamples()
const differentiable = all.filter((op) => op.differentiable !== false)

const rows: (string | number)[][] = []
afterAll(() => {
  console.log(`seed ${seed}\n${table([['op', 'calls', 'derivatives', 'near kinks', 'against tfjs-core'], ...rows])}`)
})

describe('on cpu', () => {
  test.each(differentiable)('$op', async (op) => {
    await setBackend('cpu')
    core.tidy(() => {
      const draw = new Draw(seed)
      const cases = casesOf(op, count, seed, draw)
      const report = checkGradients(cases, draw, { tfjs: !(op.op in unlikeTfjsGradient) })
      rows.push([op.op, cases.length, report.compared, report.skipped, report.withTfjs])
      expect(report.wrong).toEqual([])
      expect(report.compared, 'samples that can be differentiated').toBeGreaterThan(count / 3)
      expect(report.skipped, 'derivatives next to kinks').toBeLessThanOrEqual(report.compared / 4)
    })
  })
})

describe('of what is flat are zero', () => {
  test.each(all.filter(({ flat }) => flat))('$op', async (op) => {
    await setBackend('cpu')
    core.tidy(() => {
      const draw = new Draw(seed)
      const report = checkGradients(casesOf(op, count, seed, draw), draw, { tfjs: false })
      expect(report.wrong).toEqual([])
      expect(report.compared, 'samples that can be differentiated').toBeGreaterThan(count / 3)
    })
  })
})

describe('on wasm', () => {
  test.each(differentiable)('$op', async (op) => {
    expect(await checkGradientsOn('wasm', op, { count, seed })).toEqual([])
  })
})

test('a planted error of 5 % is found in every op', async () => {
  await setBackend('cpu')
  const missed = differentiable.filter((op) =>
    core.tidy(() => {
      const draw = new Draw(seed)
      const { wrong } = checkGradients(casesOf(op, count, seed, draw), draw, { tfjs: false, distort: (g) => 1.05 * g })
      return wrong.length === 0
    }),
  )
  expect(missed.map(({ op }) => op)).toEqual([])
})

test('ops without a gradient are those that say so', async () => {
  await setBackend('cpu')
  const without = all.filter((op) => core.tidy(() => !hasGradient(op))).map(({ op }) => op)
  const claimed = all.filter((op) => op.differentiable === false && op.flat !== true).map(({ op }) => op)
  expect(without).toEqual(claimed)
})
/** Does some call that has float32 operands and a float32 result give gradients? */
function hasGradient(op: OpSamples): boolean {
  return casesOf(op, 5, seed, new Draw(seed)).some((each) => {
    try {
      return each.gradients().length > 0
    } catch (error) {
      if (/this op has no gradient|does not depend/.test(String(error))) return false
      throw error
    }
  })
}
