/**
 * Law 4: a plan computes what eager computes: within 1e-5 of the largest magnitude (times √K for sums of K terms, 1e-4
 * where factors were folded into weights), integers and random numbers exactly; unoptimised plans to the bit. Nothing
 * leaks: neither tensors nor bytes of the wasm heap.
 */
import { afterAll, describe, expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { watchHeap } from '../support/heap.js'
import { randomGraph } from './harness/graphs.js'
import { checkPlans, PlanReport } from './harness/plans.js'
import { checkPlannedCalls } from './harness/planned-calls.js'
import { seedOf } from './harness/random.js'
import { allSamples } from './harness/samples.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'
const seed = Number(process.env['TUPLEFLOW_SEED'] ?? 4)
const ops = await allSamples()
const backends = ['wasm', 'cpu']

describe.each(backends)('calls of one op on %s', (backend) => {
  const report = new PlanReport()
  afterAll(() => console.log(`seed ${seed}, single ops on ${backend}: ${report}`))
  test.each(ops)('$op', async (op) => {
    expect(await checkPlannedCalls(op, { count: full ? 40 : 6, seed, backend }, report)).toEqual([])
  })
})

describe.each(backends)('random graphs on %s', (backend) => {
  const total = full ? 2400 : 150
  const group = full ? 100 : 50
  const report = new PlanReport()
  afterAll(() => console.log(`seed ${seed}, random graphs on ${backend}: ${report}`))
  test.each(Array.from({ length: total / group }, (_, i) => i * group))('from %i on', async (first) => {
    await setBackend('cpu')
    const graphs = Array.from({ length: group }, (_, i) => randomGraph(seedOf('graph', seed) + first + i, ops))
    await setBackend(backend)
    const heap = backend === 'wasm' ? watchHeap() : undefined
    try {
      const wrong: string[] = []
      for (const graph of graphs) {
        const before = report.wrong.length
        checkPlans(graph, backend, report, heap)
        const found = report.wrong.slice(before)
        if (found.length === 0) continue
        // One of its results alone makes a counterexample that is easier to read.
        const alone = graph.smaller().map((each) => {
          const own = new PlanReport()
          checkPlans(each, backend, own, heap)
          return own.wrong
        })
        wrong.push((alone.find((list) => list.length > 0) ?? found)[0]!)
      }
      expect(wrong.join('\n\n')).toBe('')
    } finally {
      heap?.stop()
    }
  })
})
