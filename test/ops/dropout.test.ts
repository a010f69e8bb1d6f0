import * as core from '@tensorflow/tfjs-core'
import { beforeEach, describe, expect, it } from 'vitest'
import * as tf from '../../src/index.js'

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

describe.each(['wasm', 'cpu'])('dropout on %s', (backend) => {
  beforeEach(async () => {
    await tf.setBackend(backend)
  })
  const clean = (body: () => void) => {
    const before = tf.memory().numTensors
    tf.tidy(body)
    expect(tf.memory().numTensors).toBe(before)
  }

  it('drops the share, and scales the others up', () => {
    clean(() => {
      const y = tf.dropout(tf.ones([100, 100]), 0.2, undefined, 7).dataSync()
      const kept = y.filter((value) => value !== 0)
      expect(kept.every((value) => Math.abs(value - 1.25) < 1e-6)).toBe(true)
      expect(Math.abs(kept.length / y.length - 0.8)).toBeLessThan(0.02)
    })
  })
  it('the same seed drops the same elements, another seed others', () => {
    clean(() => {
      const drop = (seed?: number) => Array.from(tf.dropout(tf.ones([64]), 0.5, undefined, seed).dataSync())
      expect(drop(7)).toEqual(drop(7))
      expect(drop(7)).not.toEqual(drop(8))
      expect(drop()).not.toEqual(drop())
    })
  })
  it('noise is shared along axes of size 1', () => {
    clean(() => {
      const y = tf.dropout(tf.ones([16, 4]), 0.5, [null, 1], 3).dataSync()
      for (let row = 0; row < 16; row++) expect(new Set(y.slice(row * 4, row * 4 + 4)).size).toBe(1)
      expect(new Set(y).size).toBe(2)
    })
  })
  it('noise of fewer axes is that of the last ones', () => {
    clean(() => {
      const y = tf.dropout(tf.ones([3, 4, 5]), 0.5, [null, 5], 7)
      const [first, ...others] = tf.unstack(y).map((part) => Array.from(part.dataSync()))
      for (const other of others) expect(other).toEqual(first)
      expect(new Set(first)).toEqual(new Set([0, 2]))
    })
  })
  it('rate 0 keeps the values in a tensor of its own', () => {
    clean(() => {
      const x = tf.tensor([1, 2, 3])
      const y = tf.dropout(x, 0)
      expect(y).not.toBe(x)
      expect(Array.from(y.dataSync())).toEqual([1, 2, 3])
    })
  })
  it('the gradient goes through what is kept', () => {
    clean(() => {
      const x = tf.ones([32])
      const f = (t: tf.Tensor) => tf.dropout(t, 0.5, undefined, 5)
      expect(
        Array.from(
          tf
            .grad(f)(x as tf.Tensor)
            .dataSync(),
        ),
      ).toEqual(Array.from(f(x as tf.Tensor).dataSync()))
    })
  })
  it('refuses what the types refuse', () => {
    clean(() => {
      const x = tf.ones([4, 8])
      expect(sentenceOf(() => any.dropout(x, 1))).toBe('dropout: rate is a number in [0, 1), got 1')
      expect(sentenceOf(() => any.dropout(x, NaN))).toBe('dropout: rate is a number in [0, 1), got NaN')
      expect(sentenceOf(() => any.dropout(core.ones([2], 'int32'), 0.5))).toBe(
        "dropout: needs float32, got int32; convert it with tf.cast(x, 'float32')",
      )
      expect(sentenceOf(() => any.dropout(x, 0.5, [5, 8]))).toBe(
        'dropout: cannot broadcast [5, 8] with [4, 8]: axis -2 is 5 vs 4',
      )
      expect(sentenceOf(() => any.dropout(x, 0.5, [2, 4, 8]))).toBe(
        'dropout: cannot stretch [2, 4, 8] to [4, 8]: a size only grows from 1',
      )
    })
  })
})
