/** What it takes to make a plan grows with the graph, and no faster: counted in questions about kernels, never in seconds. */
import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { constantNode, inputNode } from '../../src/graph/sources.js'
import { makeNode, type OpDefinition, type Value } from '../../src/graph/node.js'
import type { KernelName } from '../../src/kernels.js'
import type { Graph } from '../../src/plan/graph.js'
import { optimised } from '../../src/plan/plan.js'
import { makeProgram } from '../../src/plan/program.js'
import { inPlan } from '../../src/plan/specialise.js'

beforeAll(() => tf.setBackend('wasm'))

const spec = { shape: [2, 4], dtype: 'float32' } as const
/** Ops that count how often they are asked for their kernel. */
function counting() {
  const asked = { times: 0 }
  const op = (name: KernelName): OpDefinition => ({
    name,
    effect: 'pure',
    infer: () => spec,
    get kernel() {
      asked.times++
      return { name }
    },
  })
  const [add, mul, relu] = [op('Add'), op('Multiply'), op('Relu')]
  const call =
    (of: OpDefinition) =>
    (...inputs: Value[]) =>
      makeNode(of, inputs, {}, [spec], of.name)[0]!
  return { asked, add: call(add), mul: call(mul), relu: call(relu) }
}
type Ops = ReturnType<typeof counting>
const chains: { readonly [name: string]: (ops: Ops, h: Value, settled: Value) => Value } = {
  sums: ({ add }, h, settled) => add(h, settled),
  'sums and factors': ({ add, mul }, h, settled) => add(mul(h, settled), settled),
  'sums of what is needed twice': ({ add, relu }, h) => add(relu(h), h),
}
/** How often kernels are asked for while a chain is made a program. */
function questions(length: number, training: boolean, step: (ops: Ops, h: Value, settled: Value) => Value): number {
  const ops = counting()
  return inPlan(training, new Map(), () => {
    const x = inputNode(spec)
    const settled = constantNode(Array<number>(8).fill(2), spec)
    let h = x
    for (let i = 0; i < length; i++) h = step(ops, h, settled)
    const graph: Graph = { inputs: [x], outputs: [h], writes: [] }
    makeProgram(optimised(graph, training, 'wasm'))
    return ops.asked.times
  })
}

describe.each(Object.entries(chains))('a chain of %s', (_, step) => {
  test.each([false, true])('costs as much as it is long (training: %s)', (training) => {
    const [short, long] = [questions(200, training, step), questions(400, training, step)]
    expect(short).toBeGreaterThan(200)
    expect(long / short).toBeLessThan(2.05)
  })
})
test('a chain of 20,000 is followed without a stack as deep', () => {
  for (const step of Object.values(chains)) expect(questions(20_000, true, step)).toBeGreaterThan(20_000)
})
