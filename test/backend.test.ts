/** Backends: what is said before one is there, what comes with one, and what a start leaves alone. */
import { execFileSync } from 'node:child_process'
import * as core from '@tensorflow/tfjs-core'
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import * as tf from 'tupleflow'
import { defineOp, dispatch } from '../src/op.js'
import { root } from './laws/harness/compile.js'

beforeAll(() => tf.setBackend('cpu'))

describe('in a process of its own', () => {
  const script = `
    import * as core from '@tensorflow/tfjs-core'
    import * as tf from './src/index.ts'
    import { defineOp, dispatch } from './src/op.ts'
    const said = (f) => {
      try {
        return f()
      } catch ({ message }) {
        return message
      }
    }
    const x = tf.input({ shape: [2] })
    const m = tf.model({ inputs: x, outputs: tf.mul(x, 2) }).compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const before = [
      tf.getBackend(),
      said(() => tf.zeros([2])),
      said(() => m.predict({})),
      said(() => m.evaluate({}, {})),
      said(() => tf.add([1, 2], [1, 2, 3])),
      said(() => tf.layers.dense({ units: 2 })([[1, 2]])),
      said(() => tf.jit(() => tf.zeros([2]))()),
    ]
    const mine = () => {}
    process.on('uncaughtException', mine)
    const listeners = () => [...process.listeners('uncaughtException'), ...process.listeners('unhandledRejection')]
    await tf.ready()
    const left = listeners().length === 1 && listeners()[0] === mine
    const plus = defineOp({ name: 'plus', effect: 'pure', infer: ([x]) => x, kernel: { name: 'Add' } })
    const unchecked = said(() => [...dispatch(plus, [tf.ones([1]), tf.ones([1], 'int32')], {}).dataSync()])
    const hasCpu = () => core.findBackendFactory('cpu') != null
    const cpu = [hasCpu()]
    core.registerBackend('other', () => new core.KernelBackend())
    await tf.setBackend('other')
    cpu.push(hasCpu())
    console.log(JSON.stringify({ before, left, cpu, unchecked }))
  `
  const said = JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split('\n')
      .at(-1)!,
  ) as { before: string[]; left: boolean; cpu: boolean[]; unchecked: readonly number[] | string }

  test('before one is ready nothing runs, and that is said', () => {
    expect(said.before).toEqual([
      '',
      "zeros: call 'await tf.ready()' first",
      // A mistake is said as itself: without a backend there are no tensors.
      'predict: x is not a tensor',
      'evaluate: x is not a tensor',
      'add: cannot broadcast [2] with [3]: axis -1 is 2 vs 3',
      'dense: x is a tensor, got [[1, 2]]; make one with tf.tensor',
      "jit: call 'await tf.ready()' first",
    ])
  })
  test('the handlers of a process are its own', () => {
    expect(said.left).toBe(true)
  })
  test('what ops give to kernels is checked in tests alone', () => {
    expect(said.unchecked).toBeInstanceOf(Array)
  })
  test('cpu comes with a backend that is not ours, for the kernels that it lacks', () => {
    expect(said.cpu).toEqual([false, true])
  })
})

describe('a backend that is registered', () => {
  afterEach(async () => {
    await tf.setBackend('cpu')
    core.removeBackend('late')
  })
  test('may take its time to start: it is waited for', async () => {
    const x = tf.input({ shape: [2] })
    const m = tf.model({ inputs: x, outputs: tf.mul(x, 2) }).compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const doubled = tf.jit((x: tf.Tensor<[1, 2]>) => tf.mul(x, 2))
    const data = tf.ones([1, 2])
    core.registerBackend('late', async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      return new MathBackendCPU()
    })
    core.copyRegisteredKernels('cpu', 'late')
    void core.setBackend('late')
    expect(tf.getBackend()).toBe('')
    expect(() => tf.add([1, 2], 1)).toThrow("add: call 'await tf.ready()' first")
    expect(() => m.predict(data)).toThrow("predict: call 'await tf.ready()' first")
    expect(() => m.evaluate(data, data)).toThrow("evaluate: call 'await tf.ready()' first")
    expect(() => doubled(data)).toThrow("jit: call 'await tf.ready()' first")
    await tf.ready()
    expect(tf.getBackend()).toBe('late')
    expect([...tf.add([1, 2], 1).dataSync()]).toEqual([2, 3])
  })
})

test('a kernel of wasm that packs its weights gets the rank of a bias as it is now', async () => {
  await tf.setBackend('wasm')
  const attrs = () => ({ transposeA: false, transposeB: false, activation: 'linear' })
  const fused = defineOp({
    ...{ name: 'fused', effect: 'pure', kernel: { name: '_FusedMatMul', attrs } },
    infer: () => ({ shape: [1, 2, 3], dtype: 'float32' }),
  })
  const bias = tf.reshape(tf.tensor([[1, 2, 3]]), [3])
  const y = dispatch<tf.Tensor>(fused, [tf.ones([1, 2, 2]), tf.ones([1, 2, 3]), bias], {})
  expect([...y.dataSync()]).toEqual([3, 4, 5, 3, 4, 5])
})

test('weights are copied for wasm when their shape is another one, and not before', async () => {
  await tf.setBackend('wasm')
  const made = vi.spyOn(core.engine().backend as unknown as { makeOutput(): void }, 'makeOutput')
  const weights = tf.tensor([1, 2, 3, 4, 5, 6], [2, 3])
  const outputs: number[] = []
  const product = (x: tf.Tensor<[1, number]>, by: tf.AnyTensor) => {
    made.mockClear()
    const y = tf.matMul(x as tf.AnyTensor, by) as tf.Tensor
    outputs.push(made.mock.calls.length)
    return [...y.dataSync()]
  }
  const turned = tf.reshape(weights, [3, 2])
  try {
    for (let i = 0; i < 2; i++) expect(product(tf.ones([1, 2]), weights)).toEqual([5, 7, 9])
    expect(product(tf.ones([1, 3]), turned)).toEqual([9, 12])
    // The product, and the copy.
    expect(outputs).toEqual([1, 1, 2])
  } finally {
    made.mockRestore()
  }
})
