import { describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { variableNode } from '../../src/graph/sources.js'
import { Weight } from '../../src/layers/weight.js'
import { l2 } from '../../src/regularizers/index.js'

await tf.setBackend('cpu')

const x = tf.input({ shape: [1] })
const one = tf.ones([1, 1])
/** A model of one weight, 1 at first, whose gradient is 1 in every step. */
function single(optimizer: tf.CompileArgs['optimizer']) {
  const layer = tf.layers.dense({ units: 1, useBias: false, kernelInitializer: 'ones' })
  const m = tf.model({ inputs: x, outputs: layer(x) }) as tf.Model<any, any>
  m.compile({ optimizer: optimizer as tf.train.Optimizer, loss: (_: tf.AnyTensor, y: tf.AnyTensor) => y })
  const step = async () => {
    await (m as any).trainOnBatch(one, one)
    return tf.tidy(() => m.getWeights()[0]!.dataSync()[0]!)
  }
  return { model: m, step }
}

describe('the learning rate', () => {
  test('can be set between steps', async () => {
    const optimizer = tf.train.sgd(0.5)
    const { step } = single(optimizer)
    expect(await step()).toBeCloseTo(0.5)
    optimizer.learningRate = 0.25
    expect(optimizer.learningRate).toBe(0.25)
    expect(optimizer.getConfig()).toEqual({ learningRate: 0.25 })
    expect(await step()).toBeCloseTo(0.25)
    expect(() => (optimizer.learningRate = -1)).toThrow('sgd: learningRate is a number of at least 0, got -1')
    expect(await step()).toBeCloseTo(0)
  })
  test('may follow a schedule, which counts steps from 0', async () => {
    const decay = tf.train.schedules.exponentialDecay({ initialLearningRate: 0.5, decaySteps: 1, decayRate: 0.5 })
    const optimizer = tf.train.sgd({ learningRate: decay })
    const { step } = single(optimizer)
    expect(optimizer.learningRate).toBeCloseTo(0.5)
    expect(await step()).toBeCloseTo(0.5)
    expect(optimizer.learningRate).toBeCloseTo(0.25)
    expect(await step()).toBeCloseTo(0.25)
    expect(() => (optimizer.learningRate = 1)).toThrow('sgd: the learning rate follows a schedule and cannot be set')
  })
  test('may be warmed up, in one step too', () => {
    const rate = tf.train.schedules.cosineDecay({
      initialLearningRate: 0.1,
      decaySteps: 4,
      warmupTarget: 1,
      warmupSteps: 1,
    })
    const rates = [0, 1, 3, 5].map((step) => tf.tidy(() => (rate.value(tf.scalar(step)) as tf.Tensor).dataSync()[0]!))
    for (const [i, expected] of [0.1, 1, 0.5, 0].entries()) expect(rates[i]).toBeCloseTo(expected)
  })
  test('may be a function of the step', async () => {
    const { step } = single(tf.train.sgd((n: tf.AnyTensor) => tf.div(1, tf.add(n, 2))))
    expect(await step()).toBeCloseTo(1 / 2)
    expect(await step()).toBeCloseTo(1 / 2 - 1 / 3)
  })
})

describe('by name', () => {
  test.each([
    ['sgd', tf.train.sgd()],
    ['momentum', tf.train.momentum()],
    ['adam', tf.train.adam()],
    ['rmsprop', tf.train.rmsprop()],
  ] as const)('%s is what its function makes', async (name, made) => {
    const [named, called] = [single(name), single(made)]
    for (let i = 0; i < 3; i++) expect(await named.step()).toBe(await called.step())
    const other = single(name === 'sgd' ? 'momentum' : 'sgd')
    for (let i = 0; i < 2; i++) await other.step()
    expect(await named.step()).not.toBe(await other.step())
  })
})

describe('arguments', () => {
  test("are TensorFlow.js', or one object", () => {
    expect(tf.train.adam(0.1, 0.8, 0.9, 1e-3).getConfig()).toEqual(
      tf.train.adam({ learningRate: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-3 }).getConfig(),
    )
    expect(tf.train.rmsprop(0.1, 0.8, 0.5, 1e-3, true).getConfig()).toEqual({
      learningRate: 0.1,
      decay: 0.8,
      momentum: 0.5,
      epsilon: 1e-3,
      centered: true,
    })
    expect(tf.train.momentum(null, undefined, true).getConfig()).toEqual({
      learningRate: 0.01,
      momentum: 0.9,
      useNesterov: true,
    })
    expect(tf.train.adam({ clipnorm: 1 }).getConfig()).toMatchObject({ learningRate: 0.001, clipnorm: 1 })
    expect(tf.train.rmsprop().getClassName()).toBe('RMSprop')
    expect(tf.train.sgd().getClassName()).toBe('SGD')
  })
  test('that are not known are refused', () => {
    const adam = tf.train.adam as (...args: unknown[]) => unknown
    expect(() => adam(0.1, 0.9, 0.99, 1e-7, { clipnorm: 1 })).toThrow(
      'adam: takes at most 4 arguments, got 5; give other options in one object',
    )
    expect(() => adam({ learningRate: 0.1 }, 0.9)).toThrow(
      'adam: takes nothing after an object of options, got 2 arguments',
    )
    expect(() => adam({ clipNorm: 1 })).toThrow("adam: there is no option 'clipNorm'; did you mean 'clipnorm'?")
    expect(() => adam('0.1')).toThrow("adam: learningRate is a number, a schedule or a function, got '0.1'")
    expect(() => adam(0.1, 1.5)).toThrow('adam: beta1 is a number in [0, 1), got 1.5')
    // @ts-expect-error sgd: give 'clipnorm' or 'clipvalue', not both
    expect(() => tf.train.sgd({ clipnorm: 1, clipvalue: 2 })).toThrow("sgd: give 'clipnorm' or 'clipvalue', not both")
    expect(() => tf.train.schedules.piecewiseConstantDecay({ boundaries: [1], values: [1] })).toThrow(
      'piecewiseConstantDecay: values are one more than boundaries, got 1 and 1',
    )
    expect(() => tf.train.schedules.piecewiseConstantDecay({ boundaries: [2, 1], values: [1, 2, 3] })).toThrow(
      'piecewiseConstantDecay: boundaries are in ascending order, got [2, 1]',
    )
  })
})

test('dispose of a model leaves what the optimizer remembers of another one', async () => {
  async function run(isDisposed: boolean): Promise<number> {
    const optimizer = tf.train.adam(0.1)
    const [first, second] = [single(optimizer), single(optimizer)]
    await first.step()
    await second.step()
    optimizer.learningRate = 0.2
    if (isDisposed) first.model.dispose()
    return second.step()
  }
  expect(await run(true)).toBe(await run(false))
  // The time goes on as well: begun anew, the correction of the means would be another.
  const alone = single(tf.train.adam(0.1))
  await alone.step()
  expect(await run(true)).not.toBe(await alone.step())
})

test.each<[string, tf.LossFunction]>([
  ['that the loss does not use', (labels) => labels],
  ['through which no gradient flows', (_, y) => tf.cast(tf.greater(y, 0.5), 'float32')],
])('a weight %s stays as it is, decay or not', async (_, second) => {
  const [a, b] = [1, 2].map(() => tf.layers.dense({ units: 1, useBias: false, kernelInitializer: 'ones' }))
  const m = tf.model({ inputs: x, outputs: [a!(x), b!(x)] }).compile({
    optimizer: tf.train.adam({ learningRate: 0.1, weightDecay: 0.5 }),
    loss: [(_: tf.AnyTensor, y: tf.AnyTensor) => y, second],
  })
  const before = tf.memory().numTensors
  await m.trainOnBatch(one, [one, one])
  const [used, unused] = m.getWeights().map((weight) => weight.dataSync()[0]!)
  expect(used).toBeLessThan(1)
  expect(unused).toBe(1)
  // Two weights, two slots of one of them, the rate, the time, and the two copies.
  expect(tf.memory().numTensors).toBe(before + 2 + 2 + 2 + 2)
})

test('what a weight costs counts as long as it is trained', () => {
  const costOf = (trainable: boolean) => {
    const weight = new Weight('w', {
      shape: [1],
      initializer: () => tf.ones([1]),
      regularizer: l2({ l2: 0.5 }),
      trainable,
    })
    const outputs = tf.mul(x, variableNode(weight) as tf.AnyTensor as tf.SymbolicTensor<[1]>)
    const m = tf.model({ inputs: x, outputs }).compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    return tf.tidy(() => m.evaluate(one, one).dataSync()[0])
  }
  expect([true, false].map(costOf)).toEqual([0.5, 0])
})
