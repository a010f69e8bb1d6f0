import { expect, test } from 'vitest'
import * as tf from 'tupleflow'
import type { Value } from '../../src/graph/node.js'
import { inputNode } from '../../src/graph/sources.js'
import { lastUses, makeProgram } from '../../src/plan/program.js'
import { inPlan } from '../../src/plan/specialise.js'

test('a value is free after the step that is the last to touch it; inputs and results stay', async () => {
  await tf.ready()
  const x = inputNode({ shape: [4], dtype: 'float32' })
  const program = inPlan(false, new Map(), () => {
    const a = tf.exp(x as any)
    const [first] = tf.split(tf.neg(a), 2)
    const y = tf.add(first as any, tf.sum(a))
    return makeProgram({ inputs: [x], outputs: [y, first] as object as Value[], writes: [] })
  })
  // %0 is x, %1 is a, %2 its negative, %3 and %4 its halves, of which the second is for nothing, %5 the sum, %6 y.
  expect(program.steps.map(({ node, outputs }) => [node.op.name, ...outputs])).toEqual([
    ['exp', 1],
    ['neg', 2],
    ['split', 3, 4],
    ['sum', 5],
    ['add', 6],
  ])
  expect(lastUses(program)).toEqual([[], [], [2, 4], [1], [5]])
})
