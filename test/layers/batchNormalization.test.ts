import * as core from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import * as tf from '../../src/index.js'

// The moving statistics: states that training moves and nothing else does. Their numbers are compared with Keras in
// golden.test.ts and in test/train/golden.test.ts.

beforeAll(async () => {
  tf.setSeed(3)
  await tf.setBackend('wasm')
})
const numbers = (tensor: core.Tensor) => Array.from(tensor.dataSync())
type Layer = ReturnType<typeof tf.layers.batchNormalization>
function statistics(layer: Layer): number[][] {
  return tf.tidy(() => layer.getWeights().slice(-2).map(numbers))
}
function close(found: readonly number[][], expected: readonly number[][]): void {
  found.forEach((row, i) => row.forEach((value, k) => expect(value).toBeCloseTo(expected[i]![k]!, 4)))
  expect(found.map((row) => row.length)).toEqual(expected.map((row) => row.length))
}
// Means 2 and 4, variances 1 and 4.
const rows = () => tf.tensor([[1, 2], [3, 6]]) // prettier-ignore
/** Compiled for a loss that depends on the output. */
function compiled(outputs: tf.SymbolicTensor, inputs: tf.SymbolicTensor): any {
  const loss = (labels: tf.AnyTensor, output: tf.AnyTensor) => tf.sum(tf.mul(labels, output))
  return tf.model({ inputs, outputs }).compile({ optimizer: tf.train.sgd(0), loss })
}
/** One layer, and a model of it alone. */
function alone(config = {}): { layer: Layer; m: any } {
  const layer = tf.layers.batchNormalization({ momentum: 0.5, ...config })
  const x = tf.input({ shape: [2] })
  return { layer, m: compiled(layer(x), x) }
}
const started = [[0, 0], [1, 1]] // prettier-ignore
const moved = [[1, 2], [1, 2.5]] // prettier-ignore
const movedTwice = [[1.5, 3], [1, 3.25]] // prettier-ignore

describe('the moving statistics', () => {
  it('move once a step of training', async () => {
    const { layer, m } = alone()
    close(statistics(layer), started)
    await m.trainOnBatch(rows(), rows())
    close(statistics(layer), moved)
    await m.fit(rows(), rows(), { epochs: 1, batchSize: 2 })
    close(statistics(layer), movedTwice)
    m.dispose()
  })
  it('stay in predict, evaluate and calls', () => {
    const { layer, m } = alone()
    tf.tidy(() => {
      m.predict(rows())
      m.evaluate(rows(), rows())
      m(rows())
      layer(rows())
    })
    close(statistics(layer), started)
    m.dispose()
  })
  it('stay when the loss is no number', async () => {
    const { layer, m } = alone()
    const broken = tf.tensor([[1, NaN], [3, 6]]) // prettier-ignore
    await expect(m.trainOnBatch(broken, rows())).rejects.toThrow('the loss is NaN; no weight was changed')
    close(statistics(layer), started)
    m.dispose()
  })
  it('move at once in eager calls in training, of the layer and of a model', () => {
    const { layer, m } = alone()
    const x = rows()
    tf.dispose(layer(x))
    const held = tf.memory().numTensors
    tf.dispose(layer(x, { training: true }))
    close(statistics(layer), moved)
    tf.dispose(m(x, { training: true }))
    close(statistics(layer), movedTwice)
    expect(tf.memory().numTensors).toBe(held)
    m.dispose()
  })
  it('go on from the first call when a layer is called twice', async () => {
    const layer = tf.layers.batchNormalization({ momentum: 0.5 })
    const x = tf.input({ shape: [2] })
    const m = compiled(tf.add(layer(x), layer(tf.add(x, 0))), x)
    await m.trainOnBatch(rows(), rows())
    close(statistics(layer), movedTwice)
    m.dispose()
  })
  it('move in a model inside of a model, and in a sequential', async () => {
    const { layer, m: inner } = alone()
    const x = tf.input({ shape: [2] })
    const m = compiled(inner(x), x)
    await m.trainOnBatch(rows(), rows())
    close(statistics(layer), moved)
    m.dispose()
    inner.dispose()

    const first = tf.layers.batchNormalization({ momentum: 0.5, inputShape: [2] })
    const s = tf.sequential({ layers: [first, tf.layers.dense({ units: 2 })] })
    s.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    await s.trainOnBatch(rows(), rows())
    close(statistics(first as unknown as Layer), moved)
    s.dispose()
  })
  it('move with each step of a scan, planned and eager', async () => {
    const layer = tf.layers.batchNormalization({ momentum: 0.5 })
    const step = ([sum]: readonly any[], x: any): any => {
      const next = tf.add(sum, layer(x))
      return [[next], next]
    }
    const x = tf.input({ shape: ['seq', 2] })
    const first = tf.zerosLike(tf.mean(x, 1))
    const [, steps] = tf.scan(step, [first], x, { axis: 1 })
    const m = compiled(steps as tf.AnyTensor as any, x)
    const twice = tf.stack([rows(), rows()], 1)
    await m.trainOnBatch(twice, twice)
    close(statistics(layer), movedTwice)

    layer.setWeights([tf.ones([2]), tf.zeros([2]), tf.zeros([2]), tf.ones([2])])
    tf.tidy(() => m(twice, { training: true }))
    close(statistics(layer), movedTwice)
    m.dispose()
  })
  it('of a layer in a loss move too', async () => {
    const layer = tf.layers.batchNormalization({ momentum: 0.5 })
    const x = tf.input({ shape: [2] })
    const m: any = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 2 })(x) })
    m.compile({ optimizer: 'sgd', loss: (labels: tf.Tensor) => tf.square(layer(labels)) })
    await m.trainOnBatch(rows(), rows())
    close(statistics(layer), moved)
    m.dispose()
  })
  it('do not move when the layer is frozen, which then normalises with them', async () => {
    const { layer, m } = alone({ trainable: false })
    await m.trainOnBatch(rows(), rows())
    tf.tidy(() => {
      const training = numbers(layer(rows(), { training: true }))
      expect(training).toEqual(numbers(layer(rows())))
    })
    close(statistics(layer), started)
    m.dispose()
  })
})

describe('gradients', () => {
  it('go through the statistics of the batch, not through the moving ones', () => {
    const layer = tf.layers.batchNormalization({ momentum: 0.5, epsilon: 0 })
    tf.tidy(() => {
      const x = tf.tensor([[1], [2], [4]])
      layer(x)
      const { grads } = tf.variableGrads(() => tf.sum(layer(x, { training: true })))
      expect(Object.keys(grads).map((name) => name.replace(/^.*\/|#.*$/g, ''))).toEqual(['gamma', 'beta'])
      const slope = tf.grad((x: tf.Tensor<[3, 1]>) => tf.sum(tf.square(layer(x, { training: true }))))(x)
      // The sum of squares of what is normalised never changes.
      numbers(slope).forEach((value) => expect(value).toBeCloseTo(0, 4))
    })
    // Three calls, each once: 1 - 0.5 ** 2 of the mean; the variance is 14 / 9.
    close(statistics(layer as unknown as Layer), [[0.75 * (7 / 3)], [1 + 0.75 * (14 / 9 - 1)]])
  })
})

describe('weights', () => {
  it('that are not trainable are counted, shown, read and set', () => {
    const { layer, m } = alone({ name: 'norm' })
    expect((layer as tf.AnyLayer).weights.map(({ name, trainable }) => [name, trainable])).toEqual([
      ['norm/gamma', true],
      ['norm/beta', true],
      ['norm/movingMean', false],
      ['norm/movingVariance', false],
    ])
    expect(layer.countParams()).toBe(8)
    expect(m.countParams()).toBe(8)
    const lines: string[] = []
    m.summary((line: string) => lines.push(line))
    expect(lines.at(-1)).toBe('Parameters: 8 (4 trainable, 4 not)')
    tf.tidy(() => {
      m.setWeights([tf.fill([2], 3), tf.fill([2], 1), tf.tensor([1, 2]), tf.tensor([4 - 1e-3, 9 - 1e-3])])
      expect(m.getWeights().map(numbers)[2]).toEqual([1, 2])
      // (x - mean) / sqrt(variance + 0.001) * 3 + 1
      close([numbers(m.predict(rows()))], [[1, 1, 4, 5]])
    })
    m.dispose()
  })
  it('are all fixed in a frozen layer', () => {
    const { m } = alone({ trainable: false })
    const lines: string[] = []
    m.summary((line: string) => lines.push(line))
    expect(lines.at(-1)).toBe('Parameters: 8 (0 trainable, 8 not)')
    m.dispose()
  })
  it('of a layer without other weights stay from the step on before which it is frozen', async () => {
    const layer = tf.layers.batchNormalization({ center: false, scale: false, momentum: 0.5 })
    const x = tf.input({ shape: [1] })
    const m = tf
      .model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(layer(x)) })
      .compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const means: number[] = []
    for (const trainable of [true, false, true]) {
      layer.trainable = trainable
      await m.trainOnBatch(tf.ones([2, 1]), tf.ones([2, 1]))
      means.push(tf.tidy(() => numbers(layer.weights[0]!.read() as tf.Tensor)[0]!))
    }
    expect(means).toEqual([0.5, 0.5, 0.75])
    m.dispose()
  })
  it('need a size that is known on their axis', () => {
    // @ts-expect-error batchNormalization: needs a known size on axis -1 of [batch, seq] to make its weights, got seq
    expect(() => tf.layers.batchNormalization()(tf.input({ shape: ['seq'] }))).toThrow(
      'batchNormalization: needs a known size on axis -1 of [batch, seq] to make its weights, got seq',
    )
    expect(() => (tf.layers.batchNormalization({ axis: 2 }) as any)(tf.input({ shape: [3] }))).toThrow(
      'batchNormalization: axis 2 is out of range for [batch, 3]',
    )
  })
})

it('in a loss, a call that is told it is no training takes the moving statistics and leaves them', async () => {
  const { layer, m: reference } = alone()
  const x = tf.input({ shape: [2] })
  const loss = (labels: tf.AnyTensor, output: tf.AnyTensor) =>
    tf.sum(tf.mul(labels, reference(output, { training: false })))
  const m: any = tf.model({ inputs: x, outputs: tf.layers.activation({ activation: 'linear' })(x) })
  m.compile({ optimizer: tf.train.sgd(0), loss })
  const before = statistics(layer)
  expect(await m.trainOnBatch(rows(), tf.ones([2, 2]))).toBeCloseTo(12 / Math.sqrt(1.001), 3)
  close(statistics(layer), before)
  m.dispose()
})

describe('a net of convolutions, normalisation, relu6 and depthwise convolutions', () => {
  function network() {
    const { conv2d, depthwiseConv2d, batchNormalization, reLU, add, dense, globalAveragePooling2d } = tf.layers
    const x = tf.input({ shape: [8, 8, 2] })
    const stem = reLU({ maxValue: 6 })(
      batchNormalization({ momentum: 0.8 })(conv2d({ filters: 8, kernelSize: 3, padding: 'same', useBias: false })(x)),
    )
    const deep = depthwiseConv2d({ kernelSize: 3, padding: 'same', useBias: false })(stem)
    const block = reLU({ maxValue: 6 })(batchNormalization({ momentum: 0.8 })(deep))
    const y = dense({ units: 2, activation: 'softmax' })(globalAveragePooling2d()(add()([stem, block])))
    return tf
      .model({ inputs: x, outputs: y })
      .compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
  }
  /** Images with stripes along one axis or along the other one. */
  function stripes(count: number): { x: tf.Tensor<[number, 8, 8, 2]>; y: tf.Tensor<[number, 2]> } {
    const lying = (i: number) => i % 2
    const pixel = (i: number, row: number, column: number) => ((lying(i) ? row : column) + (i >> 1)) % 2
    const images = Array.from({ length: count }, (_, i) =>
      Array.from({ length: 8 }, (_, r) => Array.from({ length: 8 }, (_, c) => [pixel(i, r, c), 0.5])),
    )
    const labels = Array.from({ length: count }, (_, i) => [lying(i), 1 - lying(i)])
    return {
      x: tf.assertShape(core.tensor(images), [null, 8, 8, 2], 'float32'),
      y: tf.assertShape(core.tensor(labels), [null, 2], 'float32'),
    }
  }
  const heap = () => (core.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length

  it('trains on wasm and leaks nothing', async () => {
    const m = network()
    const { x, y } = stripes(16)
    const first = await m.trainOnBatch(x, y)
    const held = tf.memory().numTensors
    for (let i = 0; i < 5; i++) await m.trainOnBatch(x, y)
    const grown = heap()
    for (let i = 0; i < 34; i++) await m.trainOnBatch(x, y)
    const last = await m.trainOnBatch(x, y)
    expect(tf.memory().numTensors).toBe(held)
    expect(heap()).toBe(grown)
    expect(last[0]).toBeLessThan(first[0] / 4)
    expect(last[1]).toBe(1)
    // What was learned with the statistics of the batch holds with the moving ones.
    const [loss, accuracy] = m.evaluate(x, y).map((each) => each.dataSync()[0]!)
    expect(accuracy).toBe(1)
    expect(loss).toBeLessThan(first[0] / 2)
    tf.dispose([x, y])
    m.dispose()
  })
})
