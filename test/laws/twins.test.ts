/**
 * Law 1: the type and the function of a rule say the same, on random samples, in TypeScript 5.9 and 7.
 *
 * For each op half of the samples are valid and half a near miss: one mutation away. The function answers at run time,
 * the type by the compiler: the type of the public call's result, the exact sentence at the call's argument, and the
 * rule itself. `TUPLEFLOW_FULL=1` takes at least 300 samples an op.
 */
import { expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { allSamples, collect, coverageOf, gaps } from './harness/samples.js'
import { percent, table } from './harness/table.js'
import { disagreements } from './harness/twins.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'
const seed = Number(process.env['TUPLEFLOW_SEED'] ?? 1)
const [count, perMessage] = full ? [300, 10] : [20, 1]

test('the type and the function of every op say the same', { timeout: 600_000 }, async () => {
  await setBackend('cpu')
  const ops = await allSamples()
  const groups = ops.map((op) => ({ op, samples: collect(op, count, seed, perMessage) }))
  const wrong = await disagreements(groups.flatMap(({ samples }) => samples))

  const header = [
    'op',
    'samples',
    'valid',
    'invalid',
    'dims: literal name composite unknown',
    'ranks',
    'messages',
    'disagreements',
  ]
  const rows = groups.map(({ op, samples }) => {
    const coverage = coverageOf(op, samples)
    return [
      op.op,
      samples.length,
      percent(coverage.valid),
      percent(coverage.invalid),
      Object.values(coverage.dims).map(percent).join(' '),
      coverage.validRanks.join(' '),
      Object.entries(coverage.messages)
        .map(([code, times]) => `${code} ${times}`)
        .join(', '),
      wrong.filter(({ sample }) => sample.op === op).length,
    ]
  })
  console.log(
    `seed ${seed}, ${count} samples an op or more, each message ${perMessage} times or more\n${table([header, ...rows])}`,
  )

  const lacking = groups.flatMap(({ op, samples }) =>
    gaps(op, coverageOf(op, samples), perMessage, full).map((gap) => `${op.op}: ${gap}`),
  )
  expect(lacking).toEqual([])
  expect(wrong.map(({ text }) => text)).toEqual([])
})
