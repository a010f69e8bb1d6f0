import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'

beforeAll(() => tf.ready())
const count = () => tf.memory().numTensors
const values = (tensor: { dataSync(): ArrayLike<number> }) => [...Array.from(tensor.dataSync())]

describe('scan in a model', () => {
  test('names in the step get their sizes', () => {
    const [xs, init] = [tf.input({ shape: ['seq', 8] }), tf.input({ shape: [8] })]
    const [, ys] = tf.scan(([h], x) => [[h], tf.reshape(x, ['batch', 2, 4])], [init], xs, { axis: 1 })
    const m = tf.model({ inputs: [xs, init], outputs: ys })
    expect(m.predict([tf.ones([2, 3, 8]), tf.ones([2, 8])]).shape).toEqual([2, 3, 2, 4])
  })
  test('a model with an lstm, called on other names, has their shape', () => {
    const inside = tf.input({ batchShape: ['rows', 'seq', 8] })
    const steps = tf.layers.lstm({ units: 4, returnSequences: true })(inside)
    const inner = tf.model({ inputs: inside, outputs: steps })
    expect(inner(tf.input({ batchShape: [4, 10, 8] })).shape).toEqual([4, 10, 4])
    expect(inner(tf.input({ shape: ['time', 8] })).shape).toEqual(['batch', 'time', 4])
  })
})

describe('memory', () => {
  test('a refused call captures nothing', () => {
    const [x, w] = [tf.input({ shape: [10] }), tf.zeros([7])]
    const before = count()
    // @ts-expect-error add: cannot broadcast [batch, 10] with [7]: axis -1 is 10 vs 7
    expect(() => tf.add(x, w)).toThrow('add: cannot broadcast [batch, 10] with [7]: axis -1 is 10 vs 7')
    expect(count()).toBe(before)
  })
  test('an eager call of a model keeps its results only, also after an error', () => {
    const x = tf.input({ shape: [4] })
    const m = tf.model({ inputs: x, outputs: tf.relu(tf.add(tf.mul(x, 2), 3)) })
    const data = tf.ones([2, 4])
    const before = count()
    const y = m(data)
    expect(count()).toBe(before + 1)
    y.dispose()
    const same = tf.model({ inputs: x, outputs: x })(data)
    same.dispose()
    expect(data.isDisposed).toBe(false)
  })
  test('a result is never the handle that was given', () => {
    const x = tf.ones([2, 4])
    for (const y of [tf.layers.dropout({ rate: 0.5 })(x), tf.layers.activation({ activation: 'linear' })(x)])
      y.dispose()
    tf.ensureShape(x, [2, 4]).dispose()
    expect(x.isDisposed).toBe(false)
  })
  test('a graph whose captured tensor went with its model says so', () => {
    const x = tf.input({ shape: [4] })
    const y = tf.add(x, tf.ones([4]))
    tf.model({ inputs: x, outputs: y }).dispose()
    expect(() => tf.model({ inputs: x, outputs: y }).predict(tf.ones([1, 4]))).toThrow(
      'a tensor that the graph has captured was disposed, but a graph that is run needs it',
    )
  })
  test('a model that was disposed does nothing more', () => {
    const x = tf.input({ shape: [4] })
    const settings = { optimizer: 'sgd', loss: 'meanSquaredError' } as const
    const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(x) }).compile(settings)
    const [data, labels] = [tf.ones([2, 4]), tf.ones([2, 1])]
    m.predict(data).dispose()
    m.dispose()
    const calls = {
      predict: () => m.predict(data),
      evaluate: () => m.evaluate(data, labels),
      model: () => m(data),
      compile: () => m.compile(settings),
      getWeights: () => m.getWeights(),
      setWeights: () => m.setWeights([]),
    }
    for (const [name, call] of Object.entries(calls)) expect(call).toThrow(`${name}: this model was disposed`)
    // There is nothing left to free.
    m.dispose()
  })
  test('disposing a model while it is trained is noticed', async () => {
    const before = count()
    const x = tf.input({ shape: [4] })
    const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(x) })
    const [data, labels] = [tf.ones([8, 4]), tf.ones([8, 1])]
    const trained = m
      .compile({ optimizer: 'adam', loss: 'meanSquaredError' })
      .fit(data, labels, { batchSize: 4, callbacks: { onBatchEnd: () => m.dispose() } })
    await expect(trained).rejects.toThrow('this model was disposed')
    tf.dispose([data, labels])
    expect(count()).toBe(before)
  })
})

describe('training', () => {
  const x = tf.input({ shape: [4] })
  test('what a loss makes for itself goes with the model', async () => {
    const loss: tf.LossFunction = (labels, predictions) =>
      tf.mul(
        tf.squaredDifference(labels, predictions),
        tf.tidy(() => tf.tensor([2])),
      )
    const before = count()
    const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(x) }).compile({ optimizer: 'sgd', loss })
    for (const rows of [1, 2, 3]) {
      const [data, labels] = [tf.ones([rows, 4]), tf.ones([rows, 1])]
      await m.trainOnBatch(data, labels)
      tf.dispose([data, labels])
    }
    m.dispose()
    expect(count()).toBe(before)
  })
  test('one optimizer in two models: each takes its own with it', async () => {
    const before = count()
    const optimizer = tf.train.adam(0.01)
    const build = () =>
      tf
        .model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(x) })
        .compile({ optimizer, loss: 'meanSquaredError' })
    const [first, second] = [build(), build()]
    const [data, labels] = [tf.ones([8, 4]), tf.ones([8, 1])]
    await first.trainOnBatch(data, labels)
    await second.trainOnBatch(data, labels)
    first.dispose()
    await second.trainOnBatch(data, labels)
    second.dispose()
    tf.dispose([data, labels])
    expect(count()).toBe(before)
  })
})

describe('arguments', () => {
  const x = tf.input({ shape: [4] })
  const build = () =>
    tf
      .model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(x) })
      .compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })

  test('a batch size of 0', () => {
    const m = build()
    // @ts-expect-error predict: batchSize is an integer of at least 1, got 0
    expect(() => m.predict(tf.ones([4, 4]), { batchSize: 0 })).toThrow('predict: batchSize is an integer of at least 1')
    // @ts-expect-error evaluate: batchSize is an integer of at least 1, got -1
    expect(() => m.evaluate(tf.ones([4, 4]), tf.ones([4, 1]), { batchSize: -1 })).toThrow('evaluate: batchSize')
  })
  test('compile while training', async () => {
    const m = build()
    const onBatchEnd = () => void m.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    await expect(m.fit(tf.ones([4, 4]), tf.ones([4, 1]), { callbacks: { onBatchEnd } })).rejects.toThrow(
      'compile: this model is being trained; wait for that to end',
    )
  })
  test('a model is trainable until it is switched, with all its layers', () => {
    const m = build()
    const layer = m.layers[0]!
    expect([m.trainable, layer.trainable]).toEqual([true, true])
    m.trainable = false
    expect([m.trainable, layer.trainable]).toEqual([false, false])
  })
  test('weights of another dtype change nothing', () => {
    const m = build()
    const before = m.getWeights().map(values)
    const wrong = [tf.zeros([4, 1]), tf.zeros([1], 'int32')]
    expect(() => m.setWeights(wrong)).toThrow("weight 1 ('dense")
    expect(m.getWeights().map(values)).toEqual(before)
  })
  test('data of another dtype are converted, whichever way the model is called', () => {
    const m = tf.model({ inputs: x, outputs: tf.relu(x) })
    const whole = tf.ones([2, 4], 'int32')
    expect(m(whole).dtype).toBe('float32')
    expect(m(tf.input({ shape: [4], dtype: 'int32' })).dtype).toBe('float32')
    expect(m.predict(whole).dtype).toBe('float32')
  })
  test('an input may be a value in the middle of the graph', () => {
    const h = tf.mul(x, 10)
    const m = tf.model({ inputs: [x, h], outputs: tf.add(h, 1) })
    expect(values(m.predict([tf.ones([1, 4]), tf.zeros([1, 4])]))).toEqual([1, 1, 1, 1])
  })
  test('rows that meet each other are not cut into batches', () => {
    const m = tf.model({ inputs: x, outputs: tf.matMul(x, x, false, true) })
    expect(m.predict(tf.ones([40, 4])).shape).toEqual([40, 40])
  })
  test('outputs with several rows for each row of the batch are trained', async () => {
    const steps = tf.input({ shape: [5, 3] })
    const rows = tf.reshape(tf.layers.lstm({ units: 4, returnSequences: true })(steps), [-1, 4])
    const m = tf
      .model({ inputs: steps, outputs: tf.layers.dense({ units: 1 })(rows) })
      .compile({ optimizer: 'adam', loss: 'meanSquaredError' })
    const [data, labels] = [tf.randomNormal([6, 5, 3]), tf.randomNormal([30, 1])]
    const { history } = await m.fit(data, labels, { batchSize: 4, epochs: 2, validationSplit: 0.2 })
    expect(history['val_loss']).toHaveLength(2)
    expect(m.predict(data, { batchSize: 4 }).shape).toEqual([30, 1])
    const fewer: tf.Tensor = tf.zeros([6, 1])
    await expect(m.fit(data, fewer)).rejects.toThrow(
      'fit: y is [6, 1], the loss expects [5*batch, 1]: axis 0 is 6 vs 30',
    )
  })
  test('an option that cannot be kept is refused', async () => {
    const whole = tf.input({ batchShape: [8, 4] })
    const m = tf
      .model({ inputs: whole, outputs: tf.layers.dense({ units: 1 })(whole) })
      .compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    await m.fit(tf.ones([8, 4]), tf.ones([8, 1]))
    await m.fit(tf.ones([8, 4]), tf.ones([8, 1]), { batchSize: 8 })
    await expect(m.fit(tf.ones([8, 4]), tf.ones([8, 1]), { batchSize: 4 })).rejects.toThrow(
      'fit: the rows of this model cannot be cut into batches',
    )
    const many = tf.input({ batchShape: [40, 4] })
    const wide = tf
      .model({ inputs: many, outputs: tf.layers.dense({ units: 1 })(many) })
      .compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    await wide.fit(tf.ones([40, 4]), tf.ones([40, 1]))
  })
  test('no rows and no steps', () => {
    expect(tf.reshape(tf.zeros([0, 16]), [2, 0, 16]).shape).toEqual([2, 0, 16])
    expect(tf.layers.dense({ units: 3 })(tf.zeros([2, 0, 4])).shape).toEqual([2, 0, 3])
  })
  test('a layer drops others at each call', () => {
    const drop = tf.layers.dropout({ rate: 0.5, seed: 3 })
    const ones = tf.ones([64])
    const [first, second] = [drop(ones, { training: true }), drop(ones, { training: true })]
    expect(values(first)).not.toEqual(values(second))
  })
  test('a failed change of backend leaves the one before', async () => {
    const before = tf.getBackend()
    await expect(tf.setBackend('none')).rejects.toThrow("setBackend: the backend 'none' is not registered")
    expect(tf.getBackend()).toBe(before)
    expect(values(tf.add([1], 1))).toEqual([2])
  })
})
