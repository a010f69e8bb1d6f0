import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { watchHeap } from '../support/heap.js'

// Law 4: a plan computes what eager computes, and nothing stays behind.

beforeAll(async () => {
  tf.setSeed(3)
  await tf.ready()
})

function models() {
  const image = tf.input({ shape: [7, 6, 2] })
  const text = tf.input({ shape: ['seq'], dtype: 'int32' })
  const rows = tf.input({ shape: [6] })
  const words = tf.layers.embedding({ inputDim: 9, outputDim: 3 })(text)
  const steps = tf.layers.lstm({ units: 4, returnSequences: true })(words)
  return {
    dense: tf.model({ inputs: rows, outputs: tf.layers.dense({ units: 5, activation: 'gelu' })(rows) }),
    image: tf.model({
      inputs: image,
      outputs: tf.layers.maxPooling2d({ poolSize: [2, 3], strides: 1, padding: 'same' })(
        tf.layers.conv2d({ filters: 3, kernelSize: [3, 2], strides: [2, 1], padding: 'same', activation: 'elu' })(
          image,
        ),
      ),
    }),
    block: tf.model({
      inputs: image,
      outputs: tf.layers.batchNormalization({ axis: 1, betaInitializer: 'randomNormal' })(
        tf.layers.depthwiseConv2d({ kernelSize: 3, strides: 2, depthMultiplier: 2, activation: 'relu6' })(
          tf.layers.batchNormalization({ movingMeanInitializer: 'randomNormal' })(image),
        ),
      ),
    }),
    text: tf.model({ inputs: text, outputs: tf.reshape(steps, [-1, 4]) }),
    backwards: tf.model({
      inputs: text,
      outputs: tf.layers.lstm({ units: 2, goBackwards: true, returnSequences: true })(words),
    }),
    raw: tf.model({
      inputs: rows,
      outputs: tf.softmax(tf.einsum('bi,bj->bij', rows, tf.add(rows, 1))),
    }),
    merged: tf.model({
      inputs: rows,
      outputs: tf.layers.concatenate()([rows, tf.layers.add()([rows, tf.square(rows)])]),
    }),
    several: tf.model({ inputs: { rows }, outputs: { parts: tf.split(rows, 3, 1)[1], sum: tf.sum(rows, 1) } }),
  }
}

function inputsFor(name: string) {
  if (name === 'image' || name === 'block') return tf.randomNormal([3, 7, 6, 2])
  if (name === 'text' || name === 'backwards') return tf.cast(tf.randomUniform([3, 5], 0, 9), 'int32')
  return name === 'several' ? { rows: tf.randomNormal([3, 6]) } : tf.randomNormal([3, 6])
}
const flat = (value: unknown): tf.Tensor[] =>
  value !== null && typeof value === 'object' && 'dataSync' in value ?
    [value as tf.Tensor]
  : (Object.values(value as {}) as tf.Tensor[])

describe.each(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend)
  })
  test.each(['dense', 'image', 'block', 'text', 'backwards', 'raw', 'merged', 'several'])(
    '%s: planned equals eager',
    (name) => {
      const m = models()[name as keyof ReturnType<typeof models>] as tf.Model
      const call = m as unknown as { predict(x: unknown): unknown; apply(x: unknown): unknown }
      const x = inputsFor(name)
      const planned = flat(call.predict(x))
      const eager = flat(call.apply(x))
      planned.forEach((value, i) => {
        expect(value.shape).toEqual(eager[i]!.shape)
        const [a, b] = [value.dataSync(), eager[i]!.dataSync()]
        const largest = Math.max(1e-3, ...b.map(Math.abs))
        a.forEach((number, k) => expect(Math.abs(number - b[k]!)).toBeLessThanOrEqual(1e-5 * largest))
      })
      const held = tf.memory().numTensors
      for (let i = 0; i < 20; i++) tf.dispose(flat(call.predict(x)))
      expect(tf.memory().numTensors).toBe(held)
      m.dispose()
    },
  )
})

test('the same random numbers, planned and eager', async () => {
  await tf.setBackend('wasm')
  const x = tf.input({ shape: [8] })
  const m = tf.model({ inputs: x, outputs: tf.dropout(x, 0.5, undefined, 9) })
  const data = tf.ones([4, 8])
  expect([...m.predict(data).dataSync()]).toEqual([...tf.dropout(data, 0.5, undefined, 9).dataSync()])
})

test('one graph at two lengths', () => {
  const text = tf.input({ shape: ['seq', 3] })
  const m = tf.model({ inputs: text, outputs: tf.layers.lstm({ units: 2, returnSequences: true })(text) })
  expect(m.predict(tf.ones([2, 4, 3])).shape).toEqual([2, 4, 2])
  expect(m.predict(tf.ones([5, 9, 3])).shape).toEqual([5, 9, 2])
})

test('weights can be written between runs, and the next run sees it', () => {
  const x = tf.input({ shape: [2] })
  const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(x) })
  const data = tf.ones([1, 2])
  m.predict(data)
  m.setWeights([tf.tensor([[2], [3]]), tf.tensor([10])])
  expect(m.predict(data).dataSync()[0]).toBe(15)
})

describe('found by random graphs, on wasm', () => {
  const numbers = (tensor: { dataSync(): ArrayLike<number> }) => Array.from(tensor.dataSync())
  beforeAll(async () => {
    await tf.setBackend('wasm')
  })
  test('one memory as the weights of products in two shapes', () => {
    const [b, x, y] = [tf.tensor([[1, 2, 3, 4, 5, 6]]), tf.ones([2, 1]), tf.ones([2, 3])]
    const expected = [numbers(tf.matMul(x, b)), [9, 12, 9, 12]]
    expect(numbers(tf.matMul(y, tf.reshape(b, [3, 2])))).toEqual(expected[1])
    const both = tf.jit((b: tf.Tensor<[1, 6]>) => [tf.matMul(x, b), tf.matMul(y, tf.reshape(b, [3, 2]))])
    for (let i = 0; i < 3; i++) expect(both(b).map(numbers)).toEqual(expected)
    const filter = tf.tensor([[[[1, 2, 3, 4]]]])
    expect(numbers(tf.conv2d(tf.ones([1, 1, 1, 1]), filter, 1, 'same'))).toEqual([1, 2, 3, 4])
    expect(numbers(tf.conv2d(tf.ones([1, 1, 1, 4]), tf.reshape(filter, [1, 1, 4, 1]), 1, 'same'))).toEqual([10])
  })
  test('a part of a result, taken before the whole: no bytes are lost', () => {
    const heap = watchHeap()
    const run = tf.jit((x: tf.Tensor<[6]>) => {
      const y = tf.exp(x)
      return [tf.slice(y, [2], [3]), y]
    })
    const x = tf.zeros([6])
    tf.dispose(run(x))
    const before = heap.inUse()
    for (let i = 0; i < 5; i++) tf.dispose(run(x))
    expect(heap.inUse()).toBe(before)
    heap.stop()
  })
  test('a factor behind a single column that a row has widened', () => {
    const [w, row, scale] = [tf.tensor([[1], [2]]), tf.tensor([1, 2, 3]), tf.tensor([10, 20, 30])]
    const run = tf.jit((x: tf.Tensor<[2, 2]>) => tf.mul(tf.add(tf.matMul(x, w), row), scale))
    expect(numbers(run(tf.ones([2, 2])))).toEqual([40, 100, 180, 40, 100, 180])
  })
  test('truth values at random keep to their memory', () => {
    const run = tf.jit((x: tf.Tensor<[2, 3], 'bool'>) =>
      tf.logicalAnd(x, tf.logicalNot(tf.randomUniform([2, 3], -1, 1, 'bool', 3))),
    )
    const eager = tf.logicalNot(tf.randomUniform([2, 3], -1, 1, 'bool', 3))
    expect(numbers(run(tf.fill([2, 3], true)))).toEqual(numbers(eager))
  })
  test('products over nothing, and of empty batches', () => {
    const product = (a: tf.Tensor, b: tf.Tensor) => tf.matMul(a, b) as tf.Tensor
    const run = tf.jit(product)
    const [column, row] = [tf.zeros([3, 0]), tf.zeros([0, 2])]
    for (const y of [product(column, row), run(column, row)]) expect(numbers(y)).toEqual([0, 0, 0, 0, 0, 0])
    expect(run(tf.zeros([0, 2, 3]), tf.zeros([0, 3, 4])).shape).toEqual([0, 2, 4])
  })
  test('rows picked out of a tensor without elements have the shape of the rule', () => {
    const indices = tf.tensor([[0, 1], [1, 0]], [2, 2], 'int32') // prettier-ignore
    expect(tf.gather(tf.zeros([0, 4]), indices, 1).shape).toEqual([0, 2, 2])
  })
})

test('truth values do not take the place of a number that is still to be compared', async () => {
  await tf.setBackend('wasm')
  const f = tf.jit((x: tf.Tensor<[4]>, y: tf.Tensor<[1]>) => tf.logicalNot(tf.greater(x, tf.mul(y, 2))))
  expect([...f(tf.tensor([5, 1, 7, 3]), tf.tensor([2])).dataSync()]).toEqual([0, 1, 0, 1])
})
