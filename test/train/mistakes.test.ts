/** What users' functions give back, and what is called at the wrong place. */
import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'

const any = tf as any
beforeAll(() => tf.setBackend('cpu'))

function model(settings: object): any {
  const x = tf.input({ shape: [3] })
  const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(x) }) as any
  return m.compile({ optimizer: 'sgd', loss: 'meanSquaredError', ...settings })
}
const data = () => [tf.ones([4, 3]), tf.ones([4, 1])] as const

describe('a function of ones own', () => {
  test.each(['loss', 'metrics'])('as %s returns a tensor', async (option) => {
    const own = () => 1
    const m = model({ [option]: option === 'loss' ? own : [own] })
    const sentence = `own: a ${option === 'loss' ? 'loss' : 'metric'} returns a tensor, got 1`
    expect(() => m.evaluate(...data())).toThrow(sentence)
    await expect(m.fit(...data())).rejects.toThrow(sentence)
  })
  test('may return a constant where nothing is trained by it', () => {
    const constant = tf.scalar(2)
    expect(
      model({ loss: () => constant })
        .evaluate(...data())
        .dataSync(),
    ).toEqual(Float32Array.of(2))
    const [, metric] = model({ metrics: [() => constant] }).evaluate(...data())
    expect(metric.dataSync()).toEqual(Float32Array.of(2))
  })
  test('as initializer gives what fits the weight', () => {
    const layer = tf.layers.dense({ units: 2, kernelInitializer: () => tf.zeros([5]) })
    expect(() => layer(tf.ones([1, 3]))).toThrow(
      'the first value of a weight of [3,2] is a tensor of that shape, got [5]',
    )
  })
})

describe('compile', () => {
  test('a function that makes an optimizer or a loss is not one', () => {
    expect(() => model({ optimizer: tf.train.adam })).toThrow(
      'compile: optimizer is what adam makes, got the function itself; call it, as in adam()',
    )
    expect(() => model({ loss: tf.train.losses.huber })).toThrow('compile: loss is what huber makes')
  })
  test('metrics are a list', () => {
    expect(() => model({ metrics: 'accuracy' })).toThrow("compile: metrics is a list, got 'accuracy'")
  })
})
test('nothing stands for the default', async () => {
  const m = model({ metrics: null })
  const history = await m.fit(...data(), { batchSize: null, callbacks: null })
  expect(history.history.loss).toHaveLength(1)
})

test('a model and a sequential say what they are made of', () => {
  const x = tf.input({ shape: [3] })
  expect(() => any.model(x, x)).toThrow(
    'model: takes an object of options, as in { inputs, outputs }, got a symbolic tensor',
  )
  expect(() => any.model({ inputs: x, outputs: tf.ones([1]) })).toThrow(
    'model: outputs is a symbolic tensor, a list of them or a record, got a tensor',
  )
  expect(() => any.sequential()).toThrow("sequential: 'layers' is missing")
  expect(() => any.sequential([tf.layers.flatten({ name: 'f' })])).toThrow(
    'sequential: takes an object of options, as in { layers }, got [the layer f]',
  )
  expect(() => any.input({ shape: 10 })).toThrow('input: shape is a list of sizes, got 10')
})
test('in jit', () => {
  const m = model({})
  expect(() => any.jit((x: tf.Tensor) => m.predict(x))(tf.ones([2, 3]))).toThrow('predict: x is a symbolic tensor')
  expect(() => any.jit(async (x: tf.Tensor) => x)).toThrow('jit: the function is async')
  expect(() => any.jit(() => 3)()).toThrow('jit: the function must return a tensor, or a list or record of them, got 3')
  const slope = any.jit((x: tf.Tensor) => tf.grad((y: tf.Tensor) => tf.mul(y, y))(x))(tf.tensor([2]))
  expect([...slope.dataSync()]).toEqual([4])
})
