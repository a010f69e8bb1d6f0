/** Law 2: rules tell the truth, see `harness/truth.ts`. */
import * as core from '@tensorflow/tfjs-core'
import { describe, expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { callOurs, coreOp } from './harness/kernels.js'
import { allSamples, type OpSamples } from './harness/samples.js'
import { checkRefused, checkValid, distance } from './harness/truth.js'
import { distributions, stricterThanTfjs, unlikeTfjs, type Difference } from './tfjs-differences.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'
const seed = Number(process.env['TUPLEFLOW_SEED'] ?? 2)
const asked = { count: full ? 200 : 30, seed }
const ops = await allSamples()
const needed = new Set<unknown>()

await setBackend('cpu')
describe.each(['wasm', 'cpu'])('valid calls on %s', (backend) => {
  test.each(ops)('$op', async (op) => {
    const report = await checkValid(op, backend, asked)
    for (const entry of report.needed) needed.add(entry)
    expect(report.wrong).toEqual([])
  })
})

describe('refused calls', () => {
  test.each(ops)('$op', async (op) => {
    const report = await checkRefused(op, asked)
    for (const entry of report.needed) needed.add(entry)
    expect(report.wrong).toEqual([])
  })
})

test.each(distributions)('%s, of many, is distributed as in tfjs-core: %j', async (op, args) => {
  await setBackend('cpu')
  core.tidy(() => {
    const [ours, theirs] = [callOurs(op, args), coreOp(op)!(...args)] as [core.Tensor, core.Tensor]
    expect(distance(ours.dataSync(), theirs.dataSync())).toBeLessThan(0.02)
  })
})

test('every entry of the lists is needed', async () => {
  const missing = () => [
    ...Object.keys(stricterThanTfjs).filter((key) => !needed.has(key)),
    ...unlikeTfjs.filter((entry) => !needed.has(entry)),
  ]
  const concerns = (op: OpSamples, entry: string | Difference) =>
    typeof entry === 'string' ?
      entry.split(' ').every((word) => word === op.op || word in op.messages)
    : entry.ops.includes(op.op)
  // More samples reach what the tests above have not.
  for (let other = 1; other <= 5 && missing().length > 0; other++) {
    for (const op of ops) {
      const lacking = missing().filter((entry) => concerns(op, entry))
      const asked = { count: 100, seed: other }
      const reports = [
        lacking.some((entry) => typeof entry === 'string') && (await checkRefused(op, asked)),
        lacking.some((entry) => typeof entry !== 'string') && (await checkValid(op, 'cpu', asked)),
      ]
      for (const report of reports) if (report) for (const entry of report.needed) needed.add(entry)
    }
  }
  expect(missing()).toEqual([])
})
