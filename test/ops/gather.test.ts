import * as core from '@tensorflow/tfjs-core'
import { beforeEach, describe, expect, it } from 'vitest'
import * as tf from '../../src/index.js'
import { numericGradient } from '../support/numeric.js'

const any = tf as any
function sentenceOf(body: () => unknown): string {
  try {
    body()
  } catch (error) {
    if (error instanceof tf.ShapeError) return error.message
    throw error
  }
  return 'no error'
}

describe.each(['wasm', 'cpu'])('gather and oneHot on %s', (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend)
  })
  /** Runs in a tidy and checks that nothing else is left. */
  const clean = (body: () => void) => {
    const before = tf.memory().numTensors
    tf.tidy(body)
    expect(tf.memory().numTensors).toBe(before)
  }
  const numbers = (size: number) => Array.from({ length: size }, (_, i) => Math.sin(i * 1.7) * 3)

  it('gather along every axis, for every dtype', () => {
    clean(() => {
      for (const dtype of ['float32', 'int32', 'bool'] as const) {
        const x = tf.tensor(numbers(24), [2, 3, 4] as number[], dtype)
        for (const axis of [0, 1, 2, -1, -2, -3]) {
          for (const indices of [
            [0, 1, 1],
            1,
            [
              [1, 0],
              [0, 0],
            ],
            [[]],
          ]) {
            const ids = core.tensor(indices, undefined, 'int32')
            const wanted = core.gather(x, ids, axis)
            for (const given of [indices, ids as tf.Tensor<number[], 'int32'>]) {
              const y = tf.gather(x, given as tf.Tensor<number[], 'int32'>, axis)
              expect([y.dtype, y.shape]).toEqual([wanted.dtype, wanted.shape])
              expect(Array.from(y.dataSync())).toEqual(Array.from(wanted.dataSync()))
            }
          }
        }
      }
    })
  })
  it('gather leaves nothing but its result', () => {
    const x = tf.tensor(numbers(6), [3, 2])
    const before = tf.memory().numTensors
    tf.gather(x, [0, 2]).dispose()
    tf.gather(x, 1).dispose()
    tf.oneHot([1, 2], 4, 1, 0, 'float32').dispose()
    tf.oneHot(1, 4, 5, -5, 'float32').dispose()
    expect(tf.memory().numTensors).toBe(before)
    x.dispose()
  })
  it('the gradient of gather sums repeated slices', () => {
    clean(() => {
      const x = tf.tensor(numbers(24), [2, 3, 4])
      for (const axis of [0, 1, 2, -1]) {
        for (const indices of [
          [0, 1, 1, 1],
          1,
          [
            [1, 0],
            [0, 0],
          ],
        ]) {
          const f = (t: tf.Tensor) => {
            const y = tf.gather(t, indices as number[], axis)
            return tf.mul(y, y)
          }
          const found = Array.from(
            tf
              .grad(f)(x as tf.Tensor)
              .dataSync(),
          )
          numericGradient(f, x as tf.Tensor).forEach((g, i) => expect(found[i]).toBeCloseTo(g, 1))
        }
      }
      expect(
        Array.from(
          tf
            .grad((t: tf.Tensor) => tf.gather(t, [] as number[], 1))(x as tf.Tensor)
            .dataSync(),
        ),
      ).toEqual(Array(24).fill(0))
    })
  })
  it('the gradient of gather can be differentiated again', () => {
    clean(() => {
      const x = tf.tensor([1, 2, 3])
      const cubes = (t: tf.Tensor) => {
        const y = tf.gather(t, [0, 2, 2])
        return tf.mul(tf.mul(y, y), y)
      }
      const second = tf.grad((t: tf.Tensor) => tf.grad(cubes)(t, tf.ones([3])))(x as tf.Tensor, tf.ones([3]))
      expect(Array.from(second.dataSync())).toEqual([6, 0, 36])
    })
  })
  it('oneHot in every dtype', () => {
    clean(() => {
      const ids = tf.tensor(
        [
          [0, 2],
          [3, -1],
        ],
        null,
        'int32',
      )
      for (const dtype of ['float32', 'int32', 'bool'] as const) {
        const y = tf.oneHot(ids, 3, 1, 0, dtype)
        expect([y.dtype, y.shape]).toEqual([dtype, [2, 2, 3]])
        expect(Array.from(y.dataSync())).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0])
      }
      expect(Array.from(tf.oneHot([1, 0], 2, 1.5, -Infinity, 'float32').dataSync())).toEqual([
        -Infinity,
        1.5,
        1.5,
        -Infinity,
      ])
      expect(Array.from(tf.oneHot(1, 3, 7, 2).dataSync())).toEqual([2, 7, 2])
    })
  })
  it('refuses what the types refuse', () => {
    clean(() => {
      const x = tf.ones([3, 4])
      expect(sentenceOf(() => any.gather(x, [1], 2))).toBe('gather: axis 2 is out of range for [3, 4]')
      expect(sentenceOf(() => any.gather(x, tf.ones([2])))).toBe(
        "gather: needs int32, got float32; convert it with tf.cast(x, 'int32')",
      )
      expect(sentenceOf(() => any.gather(x, ['a']))).toBe(
        "gather: needs int32, got string; convert it with tf.cast(x, 'int32')",
      )
      expect(sentenceOf(() => any.gather(['a'], [0]))).toBe('gather: needs numbers, got a string tensor')
      expect(sentenceOf(() => any.gather(5, [0]))).toBe('gather: axis 0 is out of range for []')
      expect(sentenceOf(() => any.oneHot([1], 1))).toBe('oneHot: depth is an integer of at least 2, got 1')
      expect(sentenceOf(() => any.oneHot([1], 3, 1, 0, 'string'))).toBe('oneHot: needs numbers, got a string tensor')
      // @ts-expect-error gather: the index 3 is not in 0 ... 2
      expect(() => tf.gather(x, [3])).toThrow('gather: the index 3 is not in 0 ... 2')
    })
  })
})
