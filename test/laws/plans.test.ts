/**
 * Law 4: a plan computes what eager computes: within 1e-5 of the largest magnitude (times √K for sums of K terms, 1e-4
 * where factors were folded into weights), integers and random numbers exactly; unoptimised plans to the bit. Nothing
 * leaks: neither tensors nor bytes of the wasm heap.
 */
import { afterAll, describe, expect, test } from 'vitest'
import { setBackend } from '../../src/backend.js'
import { isNumeric } from '../../src/shape/dtype.js'
import { leaves as leavesOf, type Tree } from '../../src/tree.js'
import type { AnyTensor } from '../../src/tensor.js'
import { watchHeap } from '../support/heap.js'
import { argValue, callText, publicOp, tensorsOf, type Args } from './harness/call.js'
import { Draw } from './harness/draw.js'
import { randomGraph } from './harness/graphs.js'
import { valuesOf } from './harness/kernels.js'
import { checkPlans, PlanReport, type Leaf, type LeafKind, type Numbers, type Subject } from './harness/plans.js'
import { seedOf } from './harness/random.js'
import { allSamples, knownSamples, type OpSamples } from './harness/samples.js'

const full = process.env['TUPLEFLOW_FULL'] === '1'
const seed = Number(process.env['TUPLEFLOW_SEED'] ?? 4)
const ops = await allSamples()
const backends = ['wasm', 'cpu']

/** A call of an op, on tensors of all kinds that a graph takes. */
function callOf(op: OpSamples, args: Args, draw: Draw): Subject {
  const tensors = tensorsOf(args)
  const leaves = tensors.map(({ shape, dtype, below }): Leaf => {
    const kind = draw.pick<LeafKind>(['input', 'input', 'variable', 'captured', 'literal'])
    const limited = below !== undefined || op.domain !== undefined
    return { kind, shape: shape as readonly number[], dtype, limited }
  })
  const numbers = (i: number): Numbers => {
    const { shape, dtype, below } = tensors[i]!
    const sizes = shape as readonly number[]
    if (below === undefined) return valuesOf(sizes, dtype, draw, op.domain) as Numbers
    return Array.from({ length: sizes.reduce((a, b) => a * b, 1) }, () => draw.int(0, below - 1))
  }
  return {
    text: callText(op.op, args),
    leaves,
    data: [leaves.map((_, i) => numbers(i)), leaves.map((_, i) => numbers(i))],
    f: (given) =>
      leavesOf(
        publicOp(op.op)(
          ...args.map((arg) => argValue(arg, (tensor) => given[tensors.indexOf(tensor)])),
        ) as Tree<AnyTensor>,
      ),
  }
}

describe.each(backends)('calls of one op on %s', (backend) => {
  const report = new PlanReport()
  afterAll(() => console.log(`seed ${seed}, single ops on ${backend}: ${report}`))
  test.each(ops)('$op', async (op) => {
    await setBackend(backend)
    const heap = backend === 'wasm' ? watchHeap() : undefined
    try {
      const draw = new Draw(seedOf(op.op, seed))
      const wrong = report.wrong.length
      for (const args of knownSamples(op, full ? 40 : 6, seed)) {
        const isPlain = tensorsOf(args).every(({ dtype }) => isNumeric(dtype))
        if (isPlain) checkPlans(callOf(op, args, draw), backend, report, heap)
      }
      expect(report.wrong.slice(wrong)).toEqual([])
    } finally {
      heap?.stop()
    }
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
