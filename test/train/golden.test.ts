import * as core from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as constraints from '../../src/constraints/index.js'
import { stateOfVariable, variableNode } from '../../src/graph/sources.js'
import * as tf from '../../src/index.js'
import { Weight } from '../../src/layers/weight.js'
import * as losses from '../../src/losses/index.js'
import type { ConfiguredLoss } from '../../src/losses/loss.js'
import * as metrics from '../../src/metrics/index.js'
import * as optimizers from '../../src/optimizers/index.js'
import type { Optimizer } from '../../src/optimizers/optimizer.js'
import * as regularizers from '../../src/regularizers/index.js'
import type { Schedule } from '../../src/schedules/schedule.js'
import { Deviations, goldenFile, tensorOf, type Golden } from '../support/golden.js'

// Losses, metrics, optimizers and whole training steps against Keras 3, on wasm.

const forward = 1e-5
const backward = 1e-4
const deviations = new Deviations()
/** What a file calls by its kind and its config. */
interface Thing {
  readonly kind: string
  readonly config: object
}
function made<T>(makers: object, { kind, config }: Thing): T {
  return (makers as { readonly [kind: string]: (config: object) => T })[kind]!(config)
}
const lossOf = (kind: string, config: object = {}) => made<ConfiguredLoss>(losses, { kind, config })

beforeAll(async () => {
  await tf.setBackend('wasm')
})
afterAll(() => {
  console.log(`largest deviations\n${deviations.report()}`)
})

interface LossCase {
  readonly name: string
  readonly loss: keyof typeof losses
  readonly config?: object
  readonly yTrue: Golden
  readonly yPred: Golden
  readonly perSample: Golden
  readonly mean: number
  readonly gradient: readonly number[]
}
interface MetricCase {
  readonly name: string
  readonly metric: keyof typeof metrics
  readonly yTrue: Golden
  readonly yPred: Golden
  readonly value: number
}
const golden = goldenFile<{ readonly losses: readonly LossCase[]; readonly metrics: readonly MetricCase[] }>('losses')

/** Keras gives labels of rank 1 a last axis of 1. Here labels have the shape of the output, and others are refused. */
const notTaken: { readonly [name: string]: string } = {
  'meanSquaredError: labels of rank 1 for [batch, 1]':
    'evaluate: y is [4], the loss expects [batch, 1]: the rank is 1 vs 2',
  'binaryCrossentropy: labels of rank 1 for [batch, 1]':
    'evaluate: y is [3], the loss expects [batch, 1]: the rank is 1 vs 2',
  'accuracy: one column, labels of rank 1': 'evaluate: y is [3], the loss expects [batch, 1]: the rank is 1 vs 2',
}

/** A model whose output is its input: what it evaluates is the loss of `x`. */
function identity({ shape }: Golden): any {
  const x = tf.input({ shape: shape.slice(1) })
  return tf.model({ inputs: x, outputs: tf.layers.activation({ activation: 'linear' })(x) })
}

it('lists only cases that exist', () => {
  const names = [...golden.losses, ...golden.metrics].map(({ name }) => name)
  for (const name of Object.keys(notTaken)) expect(names).toContain(name)
})

describe.each([...golden.losses, ...golden.metrics].filter(({ name }) => name in notTaken))('$name', (test) => {
  it('is refused', () => {
    const model = identity(test.yPred)
    const loss = 'loss' in test ? test.loss : 'binaryCrossentropy'
    model.compile({ optimizer: 'sgd', loss })
    tf.tidy(() => {
      expect(() => model.evaluate(tensorOf(test.yPred), tensorOf(test.yTrue))).toThrow(notTaken[test.name]!)
    })
    model.dispose()
  })
})

describe.each(golden.losses.filter(({ name }) => !(name in notTaken)))('$name', (test) => {
  const { name, loss, config, yTrue, yPred, perSample, mean, gradient } = test
  const check = (what: string, actual: ArrayLike<number>, expected: readonly number[], limit: number) => {
    expect(deviations.of(`${loss} ${what}`, name, actual, expected)).toBeLessThan(limit)
  }

  it('per sample', () => {
    tf.tidy(() => {
      const each = lossOf(loss, config).apply(tensorOf(yTrue) as tf.Tensor, tensorOf(yPred) as tf.Tensor) as tf.Tensor
      expect(each.shape).toEqual(perSample.shape)
      check('per sample', each.dataSync(), perSample.data, forward)
    })
  })
  it('gradient of the mean', () => {
    tf.tidy(() => {
      const labels = tensorOf(yTrue) as tf.Tensor
      const found = tf.grad((p: tf.Tensor) => tf.mean(lossOf(loss, config).apply(labels, p) as tf.Tensor) as tf.Tensor)
      check('gradient', found(tensorOf(yPred) as tf.Tensor).dataSync(), gradient, backward)
    })
  })
  it('the mean, evaluated by a model in batches', () => {
    const model = identity(yPred)
    model.compile({ optimizer: 'sgd', loss: config === undefined ? loss : lossOf(loss, config) })
    for (const batchSize of [32, 2]) {
      tf.tidy(() =>
        check('mean', model.evaluate(tensorOf(yPred), tensorOf(yTrue), { batchSize }).dataSync(), [mean], forward),
      )
    }
    model.dispose()
  })
})

describe.each(golden.metrics.filter(({ name }) => !(name in notTaken)))('$name', ({ metric, yTrue, yPred, value }) => {
  it('evaluated by a model', () => {
    const model = identity(yPred)
    // The loss does not matter; a function of tensors takes labels of any shape.
    model.compile({ optimizer: 'sgd', loss: (_: tf.AnyTensor, p: tf.AnyTensor) => tf.sum(p), metrics: [metric] })
    tf.tidy(() => {
      const [, found] = model.evaluate(tensorOf(yPred), tensorOf(yTrue))
      expect(found.dataSync()[0]).toBeCloseTo(value, 6)
    })
    expect(model.metricsNames).toEqual(['loss', metric])
    model.dispose()
  })
})
it('accuracy of one column: 0.5 is not above the threshold, and a soft label is never right', () => {
  const rows = [
    [0.25, 0.3, 0],
    [1, 0.8, 1],
    [0, 0.5, 1],
  ] as const
  const metric = metrics.accuracy()
  tf.tidy(() => {
    for (const [label, p, right] of rows) {
      const slots = metric.update(tf.tensor([[label]]), tf.tensor([[p]]), { total: tf.scalar(0), rows: tf.scalar(0) })
      expect((metric.result(slots) as tf.Tensor).dataSync()[0]).toBe(right)
    }
  })
})

interface OptimizerCase {
  readonly name: string
  readonly optimizer: keyof typeof optimizers
  readonly config: OptimizerConfig
  readonly parts?: readonly number[]
  readonly initial: readonly number[]
  readonly gradients: readonly (readonly number[])[]
  readonly values: readonly (readonly number[])[]
}
interface OptimizerConfig {
  readonly [option: string]: number | boolean | Thing
}
interface ScheduleCase {
  readonly name: string
  readonly config: object
  readonly steps: readonly number[]
  readonly values: readonly number[]
}
interface WeightCase {
  readonly name: string
  readonly regularizer?: Thing
  readonly constraint?: Thing
  readonly optimizer: keyof typeof optimizers
  readonly config: OptimizerConfig
  readonly x: Golden
  readonly y: Golden
  readonly initial: Golden
  readonly losses: readonly number[]
  readonly values: readonly (readonly number[])[]
}
const training = goldenFile<{
  readonly cases: readonly OptimizerCase[]
  readonly schedules: readonly ScheduleCase[]
  readonly weights: readonly WeightCase[]
}>('optimizers')

function optimizerOf(kind: keyof typeof optimizers, config: OptimizerConfig): Optimizer {
  const { learningRate } = config
  const rate = typeof learningRate === 'object' && { learningRate: made(tf.train.schedules, learningRate) }
  return made(optimizers, { kind, config: { ...config, ...rate } })
}

describe.each(training.cases)('$name', (test) => {
  it('takes the same steps', async () => {
    const { name, optimizer, config, parts = [3], initial, gradients, values } = test
    let at = 0
    const weights = parts.map((size) => tf.variable(core.tensor1d(initial.slice(at, (at += size)))))
    const x = tf.input({ shape: [3] })
    // The loss is x · weights, so that each x is the gradient.
    const symbols = weights.map(
      (weight) => variableNode(stateOfVariable(weight)) as tf.AnyTensor as tf.SymbolicTensor<[3]>,
    )
    const outputs = tf.mul(x, symbols.length === 1 ? symbols[0]! : tf.concat(symbols))
    const m = tf.model({ inputs: x, outputs }).compile({
      optimizer: optimizerOf(optimizer, config),
      loss: (_: tf.AnyTensor, product: tf.AnyTensor) => tf.sum(product),
    })
    const labels = tf.zeros([1, 3])
    for (const [step, gradient] of gradients.entries()) {
      const data = core.tensor2d([...gradient], [1, 3]) as unknown as tf.Tensor<[1, 3]>
      await m.trainOnBatch(data, labels)
      const found = weights.flatMap((weight) => [...weight.dataSync()])
      expect(deviations.of(optimizer, `${name}, step ${step + 1}`, found, values[step]!)).toBeLessThan(forward)
      data.dispose()
    }
    m.dispose()
    tf.dispose([labels, ...weights])
  })
})

describe.each(training.schedules)('schedule: $name $config', ({ name, config, steps, values }) => {
  it('gives the same rates', () => {
    const schedule = made<Schedule>(tf.train.schedules, { kind: name, config })
    const found = tf.tidy(() =>
      steps.map((step) => (schedule.value(tf.scalar(step)) as tf.AnyTensor as tf.Tensor).dataSync()[0]!),
    )
    expect(deviations.of('schedules', name, found, values)).toBeLessThan(forward)
  })
})

describe.each(training.weights)('a weight: $name', ({ name, regularizer, constraint, optimizer, config, ...test }) => {
  it('is trained alike', async () => {
    const initial = tensorOf(test.initial)
    const weight = new Weight('kernel', {
      shape: test.initial.shape,
      initializer: () => initial.clone(),
      regularizer: regularizer && made(regularizers, regularizer),
      constraint: constraint && made(constraints, constraint),
    })
    const inputs = tf.input({ shape: [3] })
    const outputs = tf.matMul(inputs, variableNode(weight) as unknown as tf.SymbolicTensor<[3, 2]>)
    const m: any = tf
      .model({ inputs, outputs })
      .compile({ optimizer: optimizerOf(optimizer, config), loss: 'meanSquaredError' })
    const [x, y] = [tensorOf(test.x), tensorOf(test.y)]
    for (const [step, values] of test.values.entries()) {
      const loss = tf.tidy(() => m.evaluate(x, y, { batchSize: 2 }).dataSync()[0])
      expect(deviations.of('weights, evaluated loss', name, [loss], [test.losses[step]!])).toBeLessThan(forward)
      const trained = await m.trainOnBatch(x, y)
      expect(deviations.of('weights, loss', name, [trained], [test.losses[step]!])).toBeLessThan(forward)
      expect(deviations.of('weights', name, weight.read().dataSync(), values)).toBeLessThan(backward)
    }
    m.dispose()
    tf.dispose([x, y, initial])
  })
})

interface ModelCase {
  readonly name: string
  readonly layers: readonly {
    readonly name: string
    readonly layer: string
    readonly config: { readonly shape: number[]; readonly dtype: 'float32' | 'int32' }
    readonly inbound: readonly string[]
  }[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly weights: readonly (Golden & { readonly layer: string; readonly name: string })[]
  readonly x: { readonly [name: string]: Golden }
  readonly y: Golden
  readonly loss: keyof typeof losses
  readonly output: Golden
  readonly lossValue: number
  readonly gradients: readonly (readonly number[] | null)[]
  readonly training: readonly {
    readonly optimizer: keyof typeof optimizers
    readonly config: OptimizerConfig
    readonly losses: readonly number[]
    readonly weights: readonly (readonly number[])[]
  }[]
}

describe.each(goldenFile<{ readonly cases: readonly ModelCase[] }>('models').cases)('model: $name', (test) => {
  const { name, layers, inputs, outputs, weights, loss, gradients, lossValue } = test
  const check = (what: string, actual: ArrayLike<number>, expected: readonly number[], limit: number) => {
    expect(deviations.of(`model ${what}`, name, actual, expected)).toBeLessThan(limit)
  }

  /** The model, with its weights in the order of the file. */
  function built(): { model: any; states: readonly { read(): core.Variable }[] } {
    const values = new Map<string, unknown>()
    const made = new Map<string, any>()
    for (const { name: at, layer, config, inbound } of layers) {
      if (layer === 'input') {
        values.set(at, tf.input({ ...config, name: at }))
        continue
      }
      const one = (tf.layers as unknown as { [kind: string]: (config: object) => any })[layer]!({ ...config })
      const given = inbound.map((from) => values.get(from))
      values.set(at, one(given.length === 1 ? given[0] : given))
      made.set(at, one)
    }
    for (const [at, layer] of made) {
      layer.setWeights(weights.filter((weight) => weight.layer === at).map(tensorOf))
    }
    const places = inputs.map((at) => [at, values.get(at)] as const)
    const model = tf.model({
      inputs: (places.length === 1 ? places[0]![1] : Object.fromEntries(places)) as tf.SymbolicTensor,
      outputs: values.get(outputs[0]!) as tf.SymbolicTensor,
    })
    return { model, states: [...made.values()].flatMap((layer) => layer.weights) }
  }
  const x = (): any => {
    const places = inputs.map((at) => [at, tensorOf(test.x[at]!)] as const)
    return places.length === 1 ? places[0]![1] : Object.fromEntries(places)
  }

  it('forward, planned and eager', () => {
    const { model } = built()
    tf.tidy(() => {
      check('predict', model.predict(x()).dataSync(), test.output.data, forward)
      check('eager call', model(x()).dataSync(), test.output.data, forward)
    })
    model.dispose()
  })
  it('loss', () => {
    const { model } = built()
    model.compile({ optimizer: 'sgd', loss })
    tf.tidy(() => check('loss', model.evaluate(x(), tensorOf(test.y)).dataSync(), [lossValue], forward))
    model.dispose()
  })
  it('gradients', () => {
    const { model, states } = built()
    tf.tidy(() => {
      const mean = () =>
        tf.mean(lossOf(loss).apply(tensorOf(test.y) as tf.Tensor, model(x())) as tf.Tensor) as tf.Tensor
      const { value, grads } = tf.variableGrads(mean)
      check('loss under a tape', value.dataSync(), [lossValue], forward)
      states.forEach((state, i) => {
        const [found, expected] = [grads[state.read().name], gradients[i]!]
        if (expected === null) expect(found).toBeUndefined()
        else check('gradients', found!.dataSync(), expected, backward)
      })
    })
    model.dispose()
  })
  it.each(test.training)('three steps of $optimizer', async ({ optimizer, config, losses: before, weights: after }) => {
    const { model, states } = built()
    model.compile({ optimizer: optimizerOf(optimizer, config), loss })
    const [data, labels] = [x(), tensorOf(test.y)]
    const found = []
    for (let step = 0; step < before.length; step++) found.push(await model.trainOnBatch(data, labels))
    check(`losses, ${optimizer}`, found, before, forward)
    states.forEach((state, i) => check(`weights, ${optimizer}`, state.read().dataSync(), after[i]!, backward))
    model.dispose()
    tf.dispose([data, labels])
  })
})
