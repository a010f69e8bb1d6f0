/** Backends: what is said before one is there, what comes with one, and what a start leaves alone. */
import { execFileSync } from 'node:child_process'
import * as core from '@tensorflow/tfjs-core'
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { root } from './laws/harness/compile.js'

beforeAll(() => tf.setBackend('cpu'))

describe('in a process of its own', () => {
  const script = `
    import * as core from '@tensorflow/tfjs-core'
    import * as tf from './src/index.ts'
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
      said(() => tf.jit(() => tf.zeros([2]))()),
    ]
    const mine = () => {}
    process.on('uncaughtException', mine)
    const listeners = () => [...process.listeners('uncaughtException'), ...process.listeners('unhandledRejection')]
    await tf.ready()
    const left = listeners().length === 1 && listeners()[0] === mine
    const hasCpu = () => core.findBackendFactory('cpu') != null
    const cpu = [hasCpu()]
    core.registerBackend('other', () => new core.KernelBackend())
    await tf.setBackend('other')
    cpu.push(hasCpu())
    console.log(JSON.stringify({ before, left, cpu }))
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
  ) as { before: string[]; left: boolean; cpu: boolean[] }

  test('before one is ready nothing runs, and that is said', () => {
    expect(said.before).toEqual([
      '',
      ...['zeros', 'predict', 'evaluate', 'jit'].map((what) => `${what}: call 'await tf.ready()' first`),
    ])
  })
  test('the handlers of a process are its own', () => {
    expect(said.left).toBe(true)
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
    core.registerBackend('late', async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      return new MathBackendCPU()
    })
    core.copyRegisteredKernels('cpu', 'late')
    void core.setBackend('late')
    await tf.ready()
    expect(tf.getBackend()).toBe('late')
    expect([...tf.add([1, 2], 1).dataSync()]).toEqual([2, 3])
  })
})
