import * as core from '@tensorflow/tfjs-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { watchHeap, type Heap } from '../support/heap.js'
import { trained } from '../support/models.js'

// Law 4: nothing leaks, neither tensors nor bytes of the wasm heap; after errors, and when backends change, too.

let heap: Heap
beforeEach(async () => {
  await tf.setBackend('wasm')
  heap = watchHeap()
})
afterEach(() => heap.stop())

/** What is in use now: it has to be the same again later. */
const used = () => ({
  tensors: tf.memory().numTensors,
  bytes: heap.inUse(),
  known: (core.backend() as core.KernelBackend).numDataIds(),
})
const numbers = (tensor: { dataSync(): ArrayLike<number> }) => Array.from(tensor.dataSync())
const close = (actual: readonly number[], expected: readonly number[]) => {
  expect(actual.length).toBe(expected.length)
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4))
}

describe.each(['mlp', 'cnn', 'lstm'] as const)('%s', (name) => {
  test('1,000 steps and 1,000 predicts leave nothing behind, and what a model took goes with it', async () => {
    const nothing = used()
    const { model, x, y } = trained(name)
    const run = async (times: number) => {
      for (let i = 0; i < times; i++) await model.trainOnBatch(x, y)
      for (let i = 0; i < times; i++) model.predict(x).dispose()
      for (let i = 0; i < 10; i++) model.evaluate(x, y).dispose()
    }
    await run(20)
    const [before, size] = [used(), heap.size()]
    await run(1000)
    expect(used()).toEqual(before)
    // What the module itself keeps, packed weights, is not counted: it would make the heap grow.
    expect(heap.size()).toBe(size)
    model.dispose()
    tf.dispose([x, y])
    expect(used()).toEqual(nothing)
  })
  test('each model gives back what it took, also inside of the module', async () => {
    const make = async () => {
      const { model, x, y } = trained(name)
      model.predict(x).dispose()
      await model.trainOnBatch(x, y)
      model.dispose()
      tf.dispose([x, y])
    }
    for (let i = 0; i < 5; i++) await make()
    const [before, size] = [used(), heap.size()]
    for (let i = 0; i < 40; i++) await make()
    expect(used()).toEqual(before)
    expect(heap.size()).toBe(size)
  })
  test('no more than 16 plans are kept', () => {
    const { model, x, y } = trained(name)
    const shapeOf = (rows: number) => [rows, ...x.shape.slice(1)]
    const plans = () => {
      let count = 0
      model.printPlans((line) => (count += line.startsWith('Plan:') ? 1 : 0))
      return count
    }
    const run = (rows: number) => tf.tidy(() => void model.predict(tf.ones(shapeOf(rows) as [number])))
    // Batches of other sizes first, so that memory for the largest ones is there.
    for (const first of [1, 7]) for (let rows = first; rows < first + 16; rows++) run(rows)
    expect(plans()).toBe(16)
    const before = used()
    for (let again = 0; again < 3; again++) for (let rows = 1; rows < 23; rows++) run(rows)
    expect(plans()).toBe(16)
    expect(used()).toEqual(before)
    model.dispose()
    tf.dispose([x, y])
  })
  test('another backend in between', async () => {
    const nothing = used()
    const { model, x, y } = trained(name)
    const predicted = () => {
      const result = model.predict(x)
      const found = numbers(result)
      result.dispose()
      return found
    }
    const expected = predicted()
    await model.trainOnBatch(x, y)
    const after = predicted()
    expect(after).not.toEqual(expected)
    for (let times = 0; times < 3; times++) {
      await tf.setBackend('cpu')
      close(predicted(), after)
      await tf.setBackend('wasm')
      close(predicted(), after)
    }
    await tf.setBackend('cpu')
    await model.trainOnBatch(x, y)
    const trainedOnCpu = predicted()
    await tf.setBackend('wasm')
    close(predicted(), trainedOnCpu)
    model.dispose()
    tf.dispose([x, y])
    expect(used()).toEqual(nothing)
  })
  test('a model that goes while another backend is active', async () => {
    const nothing = used()
    const { model, x, y } = trained(name)
    tf.tidy(() => void model.predict(x))
    await model.trainOnBatch(x, y)
    await tf.setBackend('cpu')
    model.dispose()
    tf.dispose([x, y])
    await tf.setBackend('wasm')
    expect(used()).toEqual(nothing)
  })
  test('a loss that is no number', async () => {
    const { model, x, y } = trained(name)
    await model.trainOnBatch(x, y)
    const nan = tf.mul(y, NaN) as tf.Tensor
    const weights = () => model.weights.map((weight) => numbers(weight.read()))
    const [before, known] = [used(), weights()]
    for (let i = 0; i < 5; i++) await expect(model.trainOnBatch(x, nan)).rejects.toThrow('the loss is NaN')
    expect(used()).toEqual(before)
    expect(weights()).toEqual(known)
    expect(await model.trainOnBatch(x, y)).toBeGreaterThan(0)
    model.dispose()
  })
})

test('what the module has made of large weights goes with their plan', () => {
  const w = tf.randomNormal([512, 512])
  const x = tf.ones([1, 512])
  const run = () => {
    const compiled = tf.jit((x: tf.Tensor<[1, 512]>) => tf.matMul(x, tf.neg(w)))
    tf.dispose([compiled(x), compiled(x)])
    compiled.dispose()
  }
  for (let i = 0; i < 3; i++) run()
  const [before, size] = [used(), heap.size()]
  // A megabyte each.
  for (let i = 0; i < 60; i++) run()
  expect(used()).toEqual(before)
  expect(heap.size()).toBe(size)
})

describe('results', () => {
  test('are never overwritten, and outlive the model', async () => {
    const { model, x, y } = trained('cnn')
    const first = model.predict(x)
    const seen = numbers(first)
    const second = model.predict(tf.neg(x) as tf.Tensor)
    const other = numbers(second)
    expect(other).not.toEqual(seen)
    await model.trainOnBatch(x, y)
    model.predict(x)
    expect(numbers(first)).toEqual(seen)
    model.dispose()
    trained('cnn').model.predict(x)
    expect(numbers(first)).toEqual(seen)
    expect(numbers(second)).toEqual(other)
  })
  test('are the caller’s: disposing them twice over disposes no input and no weight', () => {
    const x = tf.input({ shape: [3] })
    const w = tf.variable(tf.ones([3]))
    const m = tf.model({ inputs: x, outputs: [x, x, tf.add(x, 0), tf.reshape(x, [-1]), tf.mul(x, w)] }) as any
    const data = tf.tensor([[1, 2, 3]])
    for (let i = 0; i < 3; i++) tf.dispose([...m.predict(data)])
    const held = used()
    for (let i = 0; i < 20; i++) tf.dispose([...m.predict(data)])
    expect(used()).toEqual(held)
    expect(numbers(data)).toEqual([1, 2, 3])
    expect(numbers(w)).toEqual([1, 1, 1])
    m.dispose()
  })
  test('of predicts at the same time, and while training waits, are right', async () => {
    const { model, x, y } = trained('mlp')
    const expected = numbers(model.predict(x))
    const together = await Promise.all(Array.from({ length: 8 }, async () => model.predict(x).data()))
    for (const each of together) expect(Array.from(each)).toEqual(expected)

    const weights = () => model.weights.map((weight) => numbers(weight.read()))
    let seen = 0
    const fitting = model.fit(x, y, {
      epochs: 6,
      batchSize: 2,
      callbacks: {
        onBatchEnd() {
          seen++
          close(numbers(model.predict(x)), numbers(model(x)))
        },
      },
    })
    // Between the steps: the weights of the moment, not those of a step that has not been written.
    for (let i = 0; i < 30; i++) {
      await new Promise((resolve) => setTimeout(resolve))
      close(numbers(model.predict(x)), numbers(model(x)))
    }
    await fitting
    expect(seen).toBe(12)
    const now = weights()
    model.predict(x)
    expect(weights()).toEqual(now)
    model.dispose()
  })
})

describe.each(['wasm', 'cpu'])('after errors in the middle, on %s', (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend)
  })
  test('an index out of range', async () => {
    const nothing = used()
    const text = tf.input({ shape: [3], dtype: 'int32' })
    const m = tf.model({ inputs: text, outputs: tf.layers.embedding({ inputDim: 4, outputDim: 2 })(text) })
    const [good, bad] = [tf.tensor([[0, 1, 3]], [1, 3], 'int32'), tf.tensor([[0, 9, 1]], [1, 3], 'int32')]
    const first = m.predict(good)
    const [expected, before] = [numbers(first), used()]
    for (let i = 0; i < 5; i++) expect(() => m.predict(bad)).toThrow(/index/)
    expect(used()).toEqual(before)
    const again = m.predict(good)
    expect(numbers(again)).toEqual(expected)
    m.dispose()
    tf.dispose([good, bad, first, again])
    expect(used()).toEqual(nothing)
  })
  test('a variable that was disposed', () => {
    const x = tf.input({ shape: [3] })
    const w = tf.variable(tf.ones([3]))
    const m = tf.model({ inputs: x, outputs: tf.tanh(tf.mul(tf.exp(x), w)) })
    const data = tf.ones([2, 3])
    m.predict(data).dispose()
    w.dispose()
    const before = used()
    for (let i = 0; i < 5; i++) expect(() => m.predict(data)).toThrow('was disposed')
    expect(used()).toEqual(before)
    m.dispose()
  })
  test('a kernel that throws behind others, whose results were there already', () => {
    const [x, indices] = [tf.input({ shape: [3] }), tf.input({ batchShape: [2], dtype: 'int32' })]
    const m = tf.model({ inputs: [x, indices], outputs: [tf.tanh(x), tf.gather(tf.neg(tf.exp(x)), indices)] })
    const data = tf.ones([2, 3])
    const [good, bad] = [tf.tensor([0, 1], [2], 'int32'), tf.tensor([0, 7], [2], 'int32')]
    for (let i = 0; i < 2; i++) tf.dispose([...m.predict([data, good])])
    const before = used()
    for (let i = 0; i < 5; i++) expect(() => m.predict([data, bad])).toThrow(/index/)
    expect(used()).toEqual(before)
    m.dispose()
  })
  test('a wrong shape leaves no plan behind', () => {
    const { model, x } = trained('mlp')
    model.predict(x).dispose()
    const bad = tf.ones([4, 7])
    const before = used()
    for (let i = 0; i < 5; i++) expect(() => model.predict(bad)).toThrow('axis 1 is 7 vs 6')
    expect(used()).toEqual(before)
    model.dispose()
  })
})

describe('weights that are written between runs', () => {
  test('a variable, a layer and a model', () => {
    const x = tf.input({ shape: [3] })
    const scale = tf.variable(tf.ones([4]))
    const dense = tf.layers.dense({ units: 4 })
    // The scale goes into the weights of the product, which are then settled.
    const m = tf.model({ inputs: x, outputs: tf.relu(tf.mul(dense(x), scale)) }) as any
    const data = tf.tensor([[1, 2, 3]])
    const weights = (value: number) => [tf.fill([3, 4], value), tf.fill([4], 1)]
    dense.setWeights(weights(1))
    const row = () => numbers(m.predict(data))
    expect(row()).toEqual([7, 7, 7, 7])
    scale.assign(tf.tensor([1, 2, 3, 4]))
    expect(row()).toEqual([7, 14, 21, 28])
    dense.setWeights(weights(2))
    expect(row()).toEqual([13, 26, 39, 52])
    m.setWeights([...weights(0), tf.ones([4])].slice(0, m.weights.length))
    expect(row()).toEqual([1, 1, 1, 1])
    m.dispose()
  })
})
