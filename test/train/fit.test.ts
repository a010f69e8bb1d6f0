import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'

beforeAll(async () => {
  tf.setSeed(7)
  await tf.ready()
})
const count = () => tf.memory().numTensors

function classifier() {
  const x = tf.input({ shape: [6, 6, 1] })
  const h = tf.layers.conv2d({ filters: 2, kernelSize: 3, activation: 'relu' })(x)
  const kept = tf.layers.dropout({ rate: 0.2 })(tf.layers.flatten()(tf.layers.maxPooling2d()(h)))
  const y = tf.layers.dense({ units: 3, activation: 'softmax' })(kept)
  return tf
    .model({ inputs: x, outputs: y })
    .compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] })
}
function regression() {
  const x = tf.input({ shape: [4] })
  const y = tf.layers.dense({ units: 1 })(x)
  return tf.model({ inputs: x, outputs: y }).compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
}

describe('nothing leaks', () => {
  test('fit, evaluate, predict, trainOnBatch, and dispose gives all of it back', async () => {
    const before = count()
    const m = classifier()
    expect(count()).toBe(before)
    const [x, y] = [tf.randomNormal([10, 6, 6, 1]), tf.tensor([0, 1, 2, 0, 1, 2, 0, 1, 2, 0])]
    await m.fit(x, y, { batchSize: 4, epochs: 2, validationSplit: 0.2 })
    // 4 weights, 8 slots, the learning rate and the time.
    const held = count()
    expect(held).toBe(before + 2 + 4 + 8 + 2)

    await m.fit(x, y, { batchSize: 4, validationData: [x, y] })
    expect(count()).toBe(held)
    const scores = m.evaluate(x, y, { batchSize: 3 })
    expect(count()).toBe(held + 2)
    tf.dispose([...scores])
    const predictions = m.predict(x, { batchSize: 3 })
    expect(predictions.shape).toEqual([10, 3])
    expect(count()).toBe(held + 1)
    expect(await m.trainOnBatch(x, y)).toHaveLength(2)
    expect(count()).toBe(held + 1)

    m.dispose()
    expect(count()).toBe(before + 3)
    expect(predictions.dataSync()).toHaveLength(30)
    tf.dispose([x, y, predictions])
  })

  test('ops inside tidy, and `using`', () => {
    const before = count()
    const y = tf.tidy(() => tf.softmax(tf.add(tf.mul([1, 2], 3), 1)))
    expect(count()).toBe(before + 1)
    y.dispose()
    tf.add([1, 2], 3)[Symbol.dispose]()
    expect(count()).toBe(before)
  })

  test('after every kind of error', async () => {
    const m = regression()
    const [x, y] = [tf.ones([8, 4]), tf.ones([8, 1])]
    await m.fit(x, y)
    const weights = m.getWeights().map((weight) => [...weight.dataSync()])
    const gone = tf.ones([8, 4])
    gone.dispose()
    const wide: tf.Tensor = tf.ones([8, 5])
    const fewer: tf.Tensor = tf.ones([7, 1])
    const none: tf.Tensor = tf.zeros([0, 4])
    const noLabels: tf.Tensor = tf.zeros([0, 1])
    const bad: tf.Tensor = tf.fill([8, 4], NaN)
    const held = count()

    await expect(m.fit(wide, y)).rejects.toThrow('fit: x is [8, 5], the model expects [batch, 4]: axis 1 is 5 vs 4')
    await expect(m.fit(x, fewer)).rejects.toThrow("fit: 'batch' is 8 in x and 7 in y")
    await expect(m.fit(none, noLabels)).rejects.toThrow('fit: there is no data, x has 0 rows')
    await expect(m.fit(gone, y)).rejects.toThrow('fit: x was disposed before')
    // @ts-expect-error fit: batchSize is an integer of at least 1, got 0
    await expect(m.fit(x, y, { batchSize: 0 })).rejects.toThrow('fit: batchSize is an integer of at least 1, got 0')
    await expect(m.fit(bad, y, { batchSize: 4 })).rejects.toThrow('fit: epoch 1, batch 1: the loss is NaN')
    const untyped = m as { trainOnBatch(...args: unknown[]): Promise<unknown> }
    await expect(untyped.trainOnBatch(x, y, { sampleWeight: x })).rejects.toThrow(
      'trainOnBatch: takes x and y, got 3 arguments',
    )
    expect(() => m.predict(gone)).toThrow('predict: x was disposed before')
    expect(() => m.predict(wide)).toThrow('predict: x is [8, 5]')
    expect(() => m.evaluate(x, fewer)).toThrow("evaluate: 'batch' is 8 in x and 7 in y")

    expect(count()).toBe(held)
    expect(m.getWeights().map((weight) => [...weight.dataSync()])).toEqual(weights)
    m.dispose()
  })
})

test('a second fit is refused while one runs; the first one is not disturbed', async () => {
  const m = regression()
  const [x, y] = [tf.ones([64, 4]), tf.ones([64, 1])]
  const first = m.fit(x, y, { epochs: 3, batchSize: 8 })
  await expect(m.fit(x, y)).rejects.toThrow('fit: this model is being trained; wait for that to end')
  expect((await first).epoch).toEqual([0, 1, 2])
  await m.fit(x, y)
})

test('what one model trains, no other trains at the same time', async () => {
  const x = tf.input({ shape: [4] })
  const shared = tf.layers.dense({ units: 3, name: 'shared' })
  const optimizer = tf.train.adam(0.01)
  const build = (name: string, layer: (x: tf.SymbolicTensor<['batch', 4]>) => tf.SymbolicTensor<['batch', 3]>) =>
    tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(layer(x)), name })
  const first = build('first', shared).compile({ optimizer, loss: 'meanSquaredError' })
  const second = build('second', shared).compile({ optimizer: 'adam', loss: 'meanSquaredError' })
  const third = build('third', tf.layers.dense({ units: 3 })).compile({ optimizer, loss: 'meanSquaredError' })
  const fourth = build('fourth', tf.layers.dense({ units: 3 })).compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
  const [data, labels] = [tf.ones([32, 4]), tf.ones([32, 1])]
  const running = first.fit(data, labels, { epochs: 2, batchSize: 8 })
  await expect(second.fit(data, labels)).rejects.toThrow(
    "fit: the weight 'shared/kernel' is being trained by the model 'first'; wait for that to end",
  )
  await expect(third.trainOnBatch(data, labels)).rejects.toThrow(
    "trainOnBatch: the optimizer is at work in the model 'first'; wait for that to end",
  )
  await fourth.fit(data, labels)
  expect((await running).epoch).toEqual([0, 1])
  await second.fit(data, labels)
  await third.trainOnBatch(data, labels)
  // Moving statistics are written, too.
  const moving = tf.layers.batchNormalization({ center: false, scale: false, name: 'moving' })
  const normalised = ['seventh', 'eighth'].map((name) =>
    tf
      .model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(moving(x)), name })
      .compile({ optimizer: 'sgd', loss: 'meanSquaredError' }),
  )
  const seventh = normalised[0]!.fit(data, labels)
  await expect(normalised[1]!.fit(data, labels)).rejects.toThrow(
    "fit: the weight 'moving/movingMean' is being trained by the model 'seventh'; wait for that to end",
  )
  await seventh
  // A frozen layer is read only.
  const frozen = tf.layers.dense({ units: 3, trainable: false })
  const still = tf.layers.batchNormalization({ trainable: false })
  const both = (x: tf.SymbolicTensor<['batch', 4]>) => still(frozen(x))
  const [fifth, sixth] = [build('fifth', both), build('sixth', both)]
  for (const m of [fifth, sixth]) m.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
  await Promise.all([fifth.fit(data, labels), sixth.fit(data, labels)])
})

test('training without compile, and after dispose, is refused', async () => {
  const x = tf.input({ shape: [4] })
  const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(x) })
  await expect(m.fit(tf.ones([1, 4]), tf.ones([1, 1]))).rejects.toThrow("fit: call 'compile' first")
  m.dispose()
  expect(() => m.predict(tf.ones([1, 4]))).toThrow('predict: this model was disposed')
})

test('the same seed gives the same training, dropout and shuffling included', async () => {
  const run = async () => {
    tf.setSeed(11)
    const m = classifier()
    const [x, y] = [tf.randomNormal([12, 6, 6, 1]), tf.tensor([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2])]
    const { history } = await m.fit(x, y, { batchSize: 4, epochs: 3 })
    return history['loss']
  }
  expect(await run()).toEqual(await run())
})

test('callbacks are told the truth, in order', async () => {
  const m = regression()
  const told: string[] = []
  await m.fit(tf.ones([5, 4]), tf.ones([5, 1]), {
    batchSize: 3,
    callbacks: {
      onTrainBegin: () => void told.push('begin'),
      onEpochBegin: (epoch) => void told.push(`epoch ${epoch}`),
      onBatchEnd: (batch, { loss }) => void told.push(`batch ${batch} ${Number.isFinite(loss)}`),
      onEpochEnd: (epoch, logs) => void told.push(`end ${epoch} ${Object.keys(logs)}`),
      onTrainEnd: () => void told.push('done'),
    },
  })
  expect(told).toEqual(['begin', 'epoch 0', 'batch 0 true', 'batch 1 true', 'end 0 loss', 'done'])
})

test('it learns', async () => {
  const m = regression()
  const x = tf.randomNormal([256, 4], 0, 1, 'float32', 5)
  const y = tf.sum(tf.mul(x, [1, -2, 3, 0.5]), 1, true)
  const { history } = await m.fit(x, y, { epochs: 20 })
  expect(history['loss']!.at(-1)).toBeLessThan(1e-6)
})
