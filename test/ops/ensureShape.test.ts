import { beforeEach, describe, expect, it } from 'vitest'
import * as tf from '../../src/index.js'

/** Runs a graph on one tensor. */
function run(inputs: tf.SymbolicTensor<any, any>, outputs: tf.AnyTensor, value: tf.Tensor<any, any>): tf.Tensor {
  const model = tf.model({ inputs, outputs: outputs as tf.SymbolicTensor<any> })
  try {
    return model.predict(value) as tf.Tensor
  } finally {
    model.dispose()
  }
}

describe.each(['wasm', 'cpu'])('in graphs on %s', (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend)
  })

  it('ensureShape names an unknown size, and checks it when run', () => {
    const x = tf.input({ batchShape: ['batch', null] })
    const y = tf.ensureShape(x, ['batch', 'n'])
    expect(y.shape).toEqual(['batch', 'n'])
    const value = tf.ones([2, 3])
    expect(run(x, y, value).shape).toEqual([2, 3])
    const square = tf.ensureShape(x, ['n', 'n'])
    expect(() => run(x, square, value)).toThrow("ensureShape: is [2, 3], expected [n, n]: 'n' is 2 and 3")
    const doubled = tf.ensureShape(x, ['batch', '2*batch'])
    expect(() => run(x, doubled, value)).toThrow('axis 1 is 3 vs 4')
    const pinned = tf.ensureShape(x, [4, null])
    expect(pinned.shape).toEqual([4, -1])
    expect(() => run(x, pinned, value)).toThrow('axis 0 is 2 vs 4')
    value.dispose()
  })
  it('a name that an input has must fit', () => {
    const x = tf.input({ shape: [null] })
    const y = tf.ensureShape(x, [null, 'batch'])
    const value = tf.ones([2, 3])
    expect(() => run(x, y, value)).toThrow('axis 1 is 3 vs 2')
    value.dispose()
  })
  it('gather, oneHot, einsum and dropout compute what they compute eagerly', () => {
    const x = tf.input({ shape: [3] })
    const value = tf.tensor2d([
      [1, 2, 3],
      [4, 5, 6],
    ])
    const functions: ((t: tf.AnyTensor) => tf.AnyTensor)[] = [
      (t) => tf.gather(t as tf.Tensor, [2, 0], 1),
      (t) => tf.gather(t as tf.Tensor, 1, -1),
      (t) => tf.oneHot(tf.cast(t, 'int32'), 4, 2, -1, 'float32'),
      (t) =>
        tf.einsum(
          'bi,ij,bk->jk',
          t,
          [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
          t,
        ),
      (t) => tf.dropout(t as tf.Tensor, 0.5, [null, 1], 3),
      (t) => tf.dropout(t as tf.Tensor, 0),
    ]
    for (const f of functions) {
      const before = tf.memory().numTensors
      const [planned, eager] = [run(x, f(x), value), tf.tidy(() => f(value) as tf.Tensor)]
      expect(planned.shape).toEqual(eager.shape)
      expect(Array.from(planned.dataSync())).toEqual(Array.from(eager.dataSync()))
      planned.dispose()
      eager.dispose()
      expect(tf.memory().numTensors).toBe(before)
    }
    value.dispose()
  })
})
