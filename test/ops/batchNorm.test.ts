import * as core from '@tensorflow/tfjs-core'
import * as tf from 'tupleflow'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Value } from '../../src/graph/node.js'
import { nodesOf } from '../../src/graph/walk.js'
import { specialise } from '../../src/plan/specialise.js'

beforeAll(async () => {
  await tf.setBackend('wasm')
})
const numbers = (tensor: core.Tensor) => Array.from(tensor.dataSync())

describe('batchNorm', () => {
  it('multiplies and shifts x once; the rest depends on the parameters alone', () => {
    const x = tf.input({ shape: [5, 4, 3] })
    const [mean, variance, offset, scale] = Array.from({ length: 4 }, () => tf.input({ batchShape: [3] }))
    const y = tf.batchNorm(x, mean!, variance!, offset!, scale!)
    const inputs = [x, mean!, variance!, offset!, scale!] as unknown as Value[]
    const given = inputs.map((input, i) => {
      const shape = i === 0 ? [2, 5, 4, 3] : [3]
      return [input, { shape, dtype: 'float32' as const }] as const
    })
    const graph = specialise([y as unknown as Value], { batch: [2, 'x'] }, given, false)
    const ofX = new Set([graph.inputs[0]!.node])
    const steps = nodesOf(graph.outputs).filter((node) => {
      if (node.inputs.some((input) => ofX.has(input.node))) ofX.add(node)
      return ofX.has(node) && node.inputs.length > 0
    })
    expect(steps.map(({ op }) => op.name)).toEqual(['mul', 'add'])
    for (const { inputs } of steps) expect(inputs.map(({ shape }) => shape)).toEqual([[2, 5, 4, 3], [3]])
  })
  it('takes offset and scale, either or neither', () => {
    tf.tidy(() => {
      const [x, mean, variance] = [tf.tensor([[3, 30]]), tf.tensor([1, 10]), tf.tensor([4, 100])]
      expect(numbers(tf.batchNorm(x, mean, variance, undefined, undefined, 0))).toEqual([1, 2])
      expect(numbers(tf.batchNorm(x, mean, variance, [5, 6], undefined, 0))).toEqual([6, 8])
      expect(numbers(tf.batchNorm(x, mean, variance, undefined, [3, 4], 0))).toEqual([3, 8])
      expect(numbers(tf.batchNorm(x, mean, variance, [5, 6], [3, 4], 0))).toEqual([8, 14])
      expect(numbers(tf.batchNorm(x, mean, variance, 0, 1, 12))[0]).toBe(0.5)
    })
  })
})

describe('moments', () => {
  it('of numbers far from 0 keep their digits', () => {
    tf.tidy(() => {
      const { mean, variance } = tf.moments(tf.tensor([10001, 10003]))
      expect([numbers(mean), numbers(variance)]).toEqual([[10002], [1]])
    })
  })
})
