/** Where plans run: kernels that the active backend lacks run on cpu, or are refused by name. */
import * as core from '@tensorflow/tfjs-core'
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { kernels } from '../../src/kernels.js'
import { watchHeap } from '../support/heap.js'

beforeAll(async () => {
  await tf.ready()
})

test.each(['wasm', 'cpu'])('%s has every kernel that is used', async (backend) => {
  await tf.setBackend(backend)
  expect(Object.keys(kernels).filter((kernel) => core.getKernel(kernel, backend) === undefined)).toEqual([])
})

/** Another backend, with the kernels of cpu but for these. */
function register(name: string, backend: () => core.KernelBackend, missing: readonly string[]): void {
  core.registerBackend(name, backend)
  core.copyRegisteredKernels('cpu', name)
  for (const kernel of missing) core.unregisterKernel(kernel, name)
}
function classifier() {
  tf.setSeed(5)
  const image = tf.input({ shape: [6, 6, 1] })
  const maps = tf.layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu' })(image)
  const rows = tf.layers.flatten()(tf.layers.maxPooling2d({ poolSize: 2 })(maps))
  const hidden = tf.layers.dense({ units: 8, activation: 'tanh' })(tf.layers.dropout({ rate: 0.25 })(rows))
  const output = tf.layers.dense({ units: 3, activation: 'softmax' })(hidden)
  return tf.model({ inputs: image, outputs: output }).compile({
    ...{ optimizer: tf.train.adam(0.01), loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] },
  })
}
/** The losses of a few steps, the predictions after them, and the plans of both. */
async function trained() {
  const m = classifier()
  const x = tf.randomNormal([8, 6, 6, 1], 0, 1, 'float32', 6)
  const y = tf.tensor([0, 1, 2, 0, 1, 2, 0, 1])
  const { history } = await m.fit(x, y, { epochs: 4, batchSize: 4, verbose: 0 })
  // What depends on the weights alone is kept after the first run.
  m.predict(x).dispose()
  const held = tf.memory().numTensors
  const predicted = m.predict(x)
  const numbers = [...history['loss']!, ...(await predicted.data())]
  predicted.dispose()
  expect(tf.memory().numTensors).toBe(held)
  const lines: string[] = []
  m.printPlans((line) => lines.push(line))
  m.dispose()
  return { numbers, lines }
}
const linesOf = (lines: readonly string[], kernel: string) => lines.filter((line) => line.split(/\s+/).includes(kernel))

describe('a backend that lacks kernels', () => {
  const missing = ['Tanh', 'BatchMatMul', '_FusedMatMul', 'MaxPoolWithArgmax', 'Concat', 'Fill']
  beforeAll(() => register('lacking', () => new MathBackendCPU(), missing))
  afterAll(() => core.removeBackend('lacking'))

  test('trains and predicts through cpu, with the same numbers', async () => {
    await tf.setBackend('cpu')
    const { numbers: expected } = await trained()
    await tf.setBackend('lacking')
    const { numbers, lines } = await trained()
    expect(numbers).toEqual(expected)
    for (const kernel of ['Tanh', '_FusedMatMul', 'MaxPoolWithArgmax']) {
      expect(linesOf(lines, kernel).length, kernel).toBeGreaterThan(0)
      for (const line of linesOf(lines, kernel)) expect(line).toMatch(/ cpu\b/)
    }
    expect(linesOf(lines, 'Softmax').length).toBeGreaterThan(0)
    for (const line of linesOf(lines, 'Softmax')) expect(line).toMatch(/ lacking\b/)
  })
  test('runs eager calls, of lists and of several results too', () => {
    const held = tf.memory().numTensors
    tf.tidy(() => {
      expect([...tf.concat([[1, 2], [3]], 0).dataSync()]).toEqual([1, 2, 3])
      expect([...tf.matMul([[1, 2]], [[3], [4]]).dataSync()]).toEqual([11])
      expect([...tf.fill([2], 7).dataSync()]).toEqual([7, 7])
    })
    expect(tf.memory().numTensors).toBe(held)
  })
})

test('a kernel that is nowhere is told when the plan is made, and the next call makes one', async () => {
  await tf.setBackend('wasm')
  const nowhere = ['wasm', 'cpu'].map((backend) => core.getKernel('Erf', backend))
  const compiled = tf.jit((x: tf.Tensor<[3]>) => tf.erf(x))
  const x = tf.tensor([0, 1, 2])
  // What is there is asked once for each backend.
  await tf.setBackend('cpu')
  for (const { backendName } of nowhere) core.unregisterKernel('Erf', backendName)
  try {
    await tf.setBackend('wasm')
    const heap = watchHeap()
    expect(() => compiled(x)).toThrow("the kernel 'Erf' is missing on 'wasm'")
    expect(heap.inUse()).toBe(0)
    heap.stop()
    const lines: string[] = []
    compiled.printPlans((line) => lines.push(line))
    expect(lines).toEqual([])
  } finally {
    for (const config of nowhere) core.registerKernel(config)
  }
  await tf.setBackend('cpu')
  await tf.setBackend('wasm')
  expect(compiled(x).dataSync()[1]).toBeCloseTo(0.8427, 3)
})

test('a plan tells what runs where, and what it took to make it', async () => {
  await tf.setBackend('wasm')
  const compiled = tf.jit((x: tf.Tensor<[3]>) => tf.exp(x))
  compiled(tf.tensor([0, 1, 2]))
  const lines: string[] = []
  compiled.printPlans((line) => lines.push(line))
  expect(lines[1]).toMatch(/^1 steps in each run, through the exports of 'wasm'; made in \d+\.\d\d ms$/)
  expect(lines.some((line) => /^%1 +Exp +\[3\] +%0 +Exp/.test(line))).toBe(true)
})

test('a kernel that wasm lacks runs on cpu, among calls of its exports', async () => {
  await tf.setBackend('wasm')
  const { numbers: expected } = await trained()
  const lacking = ['Tanh', 'MaxPoolWithArgmax'].map((kernel) => core.getKernel(kernel, 'wasm'))
  // What is there is asked once for each backend.
  await tf.setBackend('cpu')
  for (const { kernelName } of lacking) core.unregisterKernel(kernelName, 'wasm')
  try {
    await tf.setBackend('wasm')
    const { numbers, lines } = await trained()
    numbers.forEach((number, i) => expect(number).toBeCloseTo(expected[i]!, 5))
    for (const { kernelName } of lacking) {
      expect(linesOf(lines, kernelName).length).toBeGreaterThan(0)
      for (const line of linesOf(lines, kernelName)) expect(line).toMatch(/ cpu\b/)
    }
  } finally {
    for (const config of lacking) core.registerKernel(config)
  }
})

describe('a backend without synchronous reads', () => {
  class Asynchronous extends MathBackendCPU {
    override readSync(): never {
      throw new Error('read at once')
    }
    override async read(dataId: object) {
      return super.readSync(dataId)
    }
    // The kernels of cpu read by this.
    override bufferSync({ shape, dtype, dataId }: core.TensorInfo) {
      return core.buffer(shape as never, dtype, super.readSync(dataId) as core.TypedArray) as never
    }
  }
  beforeAll(() => register('webgpu', () => new Asynchronous(), ['Tan', 'Erf']))
  afterAll(() => core.removeBackend('webgpu'))

  test('trains and predicts, with the same numbers', async () => {
    await tf.setBackend('cpu')
    const { numbers: expected } = await trained()
    await tf.setBackend('webgpu')
    const { numbers } = await trained()
    expect(numbers).toEqual(expected)
  })
  test('folds no constants: that would read them', async () => {
    const x = tf.input({ shape: [3, 2] })
    const y = tf.layers.lstm({ units: 2 })(x)
    for (const backend of ['cpu', 'webgpu']) {
      await tf.setBackend(backend)
      const m = tf.model({ inputs: x, outputs: y })
      expect((await m.predict(tf.ones([1, 3, 2])).data()).length).toBe(2)
      const lines: string[] = []
      m.printPlans((line) => lines.push(line))
      // The LSTM begins with zeros.
      expect(linesOf(lines, 'Fill').length > 0, backend).toBe(backend === 'webgpu')
    }
  })
  test('refuses a missing kernel by name, when planning and at eager calls', async () => {
    const sentence = "the kernel 'Erf' is missing on 'webgpu', which cannot be read synchronously to run it on cpu"
    await tf.setBackend('webgpu')
    const x = tf.input({ shape: [2] })
    const m = tf.model({ inputs: x, outputs: tf.erf(x) })
    const data = tf.ones([1, 2])
    const held = tf.memory().numTensors
    expect(() => m.predict(data)).toThrow(sentence)
    expect(() => tf.erf(data)).toThrow(sentence)
    expect(tf.memory().numTensors).toBe(held)
    await tf.setBackend('cpu')
    expect(m.predict(tf.ones([1, 2])).shape).toEqual([1, 2])
  })
})
