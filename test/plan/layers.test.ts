import * as core from '@tensorflow/tfjs-core'
import { describe, expect, test, vi } from 'vitest'
import * as tf from 'tupleflow'
import type { WasmBackend } from '../../src/backend.js'
import { tensorOf } from '../support/golden.js'
import { built, layerCases } from '../support/layerCases.js'
import { modelNames, trained } from '../support/models.js'

// Every layer and some models: planned as eager, and a training step that comes to the same weights in every way.

const { direct } = vi.hoisted(() => ({ direct: { on: true } }))
vi.mock(import('../../src/plan/wasm/probe.js'), async (original) => {
  const { callsDirectly } = await original()
  return { callsDirectly: (backend: WasmBackend) => direct.on && callsDirectly(backend) }
})

const cases = layerCases.filter(({ name }) => name !== 'add: [b,3,4] + [b,4]: a lower rank is expanded after the batch')

/** How plans run. */
const ways = [
  { way: 'through the exports of wasm', backend: 'wasm', on: true },
  { way: 'through the kernels of wasm', backend: 'wasm', on: false },
  { way: 'through the kernels of cpu', backend: 'cpu', on: false },
] as const

interface Outcome {
  readonly planned: number[]
  readonly eager: number[]
  readonly weights: number[][]
}
const numbers = (tensor: core.Tensor) => Array.from(tensor.dataSync())
function worst(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity
  const scale = Math.max(1e-2, ...expected.map(Math.abs))
  return (
    Math.max(0, ...actual.map((value, i) => (Object.is(value, expected[i]) ? 0 : Math.abs(value - expected[i]!)))) /
    scale
  )
}

/** Planned and eager calls agree, and what training makes of the weights is the same in every way. */
async function agreeInEveryWay(run: () => Promise<Outcome>, ofCalls: number, ofWeights: number): Promise<void> {
  const outcomes: Outcome[] = []
  for (const { backend, on } of ways) {
    await tf.setBackend(backend)
    direct.on = on
    outcomes.push(await run())
  }
  outcomes.forEach(({ planned, eager, weights }, i) => {
    expect(worst(planned, eager), ways[i]!.way).toBeLessThanOrEqual(ofCalls)
    weights.forEach((weight, k) =>
      expect(worst(weight, outcomes[0]!.weights[k]!), `${ways[i]!.way}, weight ${k}`).toBeLessThanOrEqual(ofWeights),
    )
  })
}

describe.each(cases)('$name', (each) => {
  const run = async (): Promise<Outcome> => {
    tf.setSeed(9)
    const { layer, model } = built(each)
    const data = each.inputs.map(tensorOf)
    const planned = numbers(model.predict(data))
    layer.resetStates()
    const eager = numbers(model.apply(data))
    const weighted = (labels: tf.AnyTensor, predictions: tf.AnyTensor) => tf.sum(tf.mul(labels, predictions))
    model.compile({ optimizer: tf.train.sgd(1), loss: weighted })
    if (each.weights.length > 0) await model.trainOnBatch(data, tensorOf(each.upstream))
    const weights = layer.weights.map((weight: { read(): core.Tensor }) => numbers(weight.read()))
    model.dispose()
    return { planned, eager, weights }
  }
  test('planned as eager, and the same step in every way', () => agreeInEveryWay(run, 1e-5, 1e-5))
})

describe.each(modelNames)('%s', (name) => {
  const run = async (): Promise<Outcome> => {
    const { model, x, y } = trained(name)
    const planned = numbers(model.predict(x))
    const eager = numbers(model(x))
    for (let step = 0; step < 3; step++) await model.trainOnBatch(x, y)
    const after = numbers(model.predict(x))
    // After training, weights are others: what was settled and packed before must not be seen.
    expect(worst(after, numbers(model(x)))).toBeLessThanOrEqual(1e-4)
    expect(after).not.toEqual(planned)
    const weights = model.getWeights().map(numbers)
    model.dispose()
    return { planned, eager, weights }
  }
  // Adam divides small gradients by their size: a rounding counts for more.
  test('planned as eager, and the same steps in every way', () => agreeInEveryWay(run, 1e-4, 1e-3))
})
