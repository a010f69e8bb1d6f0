import { describe, expect, test } from 'vitest'
import * as tf from '../../src/index.js'

// A step whose loss is a number, but which would make a weight NaN or infinite, changes nothing and is named.

const numbers = (y: unknown) => Array.from((y as tf.Tensor).dataSync())
/** Its gradient at 0 is NaN. */
const distance: any = (labels: tf.AnyTensor, y: tf.AnyTensor) => tf.sqrt(tf.sum(tf.square(tf.sub(labels, y) as never)))

const kernelOf = (m: any) => tf.tidy(() => numbers(m.getWeights()[0]))
function net(units: number, options: object = {}) {
  const x = tf.input({ shape: [3] })
  const layer = tf.layers.dense({ units, useBias: false, kernelInitializer: 'zeros', ...options } as { units: number })
  return tf.model({ inputs: x, outputs: layer(x) }) as any
}

describe.each(['wasm', 'cpu'])('on %s', (backend) => {
  // Fewer numbers are added up in another way than many.
  test.each([1, 300])('a gradient that is NaN, of %i units', async (units) => {
    await tf.setBackend(backend)
    for (const optimizer of ['sgd', 'adam', tf.train.sgd({ clipvalue: 1 }), tf.train.sgd({ clipnorm: 1 })]) {
      const m = net(units).compile({ optimizer, loss: distance })
      const before = tf.memory().numTensors
      const [x, far, near] = [tf.ones([4, 3]), tf.ones([4, units]), tf.zeros([4, units])]
      const failing = m.fit(x, near, { epochs: 2, batchSize: 2 })
      await expect(failing).rejects.toThrow(
        /^fit: epoch 1, batch 1: the loss is 0, but this step would make 'dense(_\d+)?\/kernel' -?(NaN|Infinity); no weight was changed\. /,
      )
      expect(kernelOf(m).every((value) => value === 0)).toBe(true)
      await expect(m.trainOnBatch(x, near)).rejects.toThrow('trainOnBatch: the loss is 0, but')
      // It can go on.
      await m.trainOnBatch(x, far)
      expect(kernelOf(m).every((value) => value > 0)).toBe(true)
      tf.dispose([x, far, near])
      m.dispose()
      expect(tf.memory().numTensors).toBeLessThanOrEqual(before)
    }
  })
  test('one number of many, wherever it is', async () => {
    await tf.setBackend(backend)
    for (const place of [0, 1, 150, 449, 898, 899]) {
      const poison = tf.tensor(
        Array.from({ length: 900 }, (_, i) => (i === place ? 0 : 1)),
        [3, 300],
      )
      // The gradient of a root is infinite at 0.
      const scale = tf.layer({
        weights: { w: tf.weight([3, 300], { initializer: () => poison }) },
        call:
          ({ weights }) =>
          (x: tf.SymbolicTensor<['batch', 3]>) =>
            tf.matMul(x, tf.sqrt(weights.w)),
      })
      const x = tf.input({ shape: [3] })
      const m = (tf.model({ inputs: x, outputs: scale(x) }) as any).compile({
        optimizer: 'sgd',
        loss: 'meanSquaredError',
      })
      await expect(m.trainOnBatch(tf.ones([2, 3]), tf.ones([2, 300]))).rejects.toThrow(
        /would make 'layer(_\d+)?\/w' -?(NaN|Infinity); no/,
      )
      expect(kernelOf(m)).toEqual(Array.from({ length: 900 }, (_, i) => (i === place ? 0 : 1)))
    }
  })
  test('behind a constraint that would hide it, and in statistics', async () => {
    await tf.setBackend(backend)
    const held = net(1, { kernelConstraint: 'nonNeg' }).compile({ optimizer: 'sgd', loss: distance })
    await expect(held.trainOnBatch(tf.ones([2, 3]), tf.zeros([2, 1]))).rejects.toThrow('no weight was changed')
    const x = tf.input({ shape: [2] })
    const norm = tf.layers.batchNormalization()
    const y = tf.layers.dense({ units: 1 })(tf.mul(norm(x), [0, 1]))
    const m = (tf.model({ inputs: x, outputs: tf.clipByValue(y, 0, 1) }) as any).compile({
      optimizer: 'sgd',
      loss: 'meanSquaredError',
    })
    await expect(m.trainOnBatch(tf.tensor([[Infinity, 1], [1, 2]]), tf.ones([2, 1]))).rejects.toThrow('no weight was changed') // prettier-ignore
    expect(norm.getWeights().flatMap(numbers)).toEqual([1, 1, 0, 0, 0, 0, 1, 1])
  })
})
