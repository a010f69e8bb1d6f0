import * as tf from 'tupleflow'
import { beforeAll, describe, expect, it } from 'vitest'

// Norms, sums of segments and counts, worked out by hand.

const numbersOf = (x: object) => Array.from((x as tf.Tensor).dataSync())

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(() => tf.setBackend(backend))

  it('norms of a matrix', () => {
    const m = tf.tensor([
      [1, -2],
      [3, 4],
    ])
    const of = (ord: number | 'fro', axis: readonly number[] = [0, 1]) =>
      numbersOf((tf.norm as (...args: unknown[]) => object)(m, ord, axis))[0]
    expect([of(1), of(Infinity), of(-Infinity)]).toEqual([6, 7, 3])
    // Rows for columns.
    expect([of(1, [1, 0]), of(Infinity, [1, 0]), of(-Infinity, [-1, -2])]).toEqual([7, 6, 4])
    expect(of('fro')).toBeCloseTo(Math.sqrt(30), 5)
  })
  it('norms of vectors', () => {
    const x = tf.tensor([
      [3, -4],
      [0, 2],
    ])
    expect(numbersOf(tf.norm(x, Infinity, 1))).toEqual([4, 2])
    expect(numbersOf(tf.norm(x, -Infinity, -1, true))).toEqual([3, 0])
    expect(numbersOf(tf.norm(x, 2, 1))).toEqual([5, 2])
    expect(numbersOf(tf.norm(x, 1))).toEqual([9])
  })
  it('the gradient of the norm of zeros is 0', () => {
    const x = tf.tensor([
      [0, 0],
      [3, -4],
    ])
    const rows = (x: tf.Tensor<[2, 2]>) => tf.norm(x, 2, 1)
    for (const f of [tf.grad(rows), tf.jit((x: tf.Tensor<[2, 2]>) => tf.grad(rows)(x))]) {
      expect(numbersOf(f(x)).map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0, 0, 0.6, -0.8])
    }
    expect(numbersOf(tf.grad((x: tf.Tensor<[2]>) => tf.norm(x))(tf.zeros([2])))).toEqual([0, 0])
    expect(numbersOf(tf.norm(x, 2, 1))).toEqual([0, 5])
  })
  it('adds segments up, leaves out what has none, and keeps whole numbers exact', () => {
    const x = tf.tensor([2 ** 24 + 1, 2, NaN as number, 7], [4])
    expect(numbersOf(tf.unsortedSegmentSum(tf.slice(x, 1), [2, -1, 2], 4))).toEqual([0, 0, 9, 0])
    const ints = tf.tensor([2 ** 24 + 1, 2, 3], [3], 'int32')
    expect(numbersOf(tf.unsortedSegmentSum(ints, [0, 0, 5], 2))).toEqual([2 ** 24 + 3, 0])
  })
  it('the gradient of a sum of segments goes back to its rows', () => {
    const dx = tf.grad((x: tf.Tensor<[3]>) => tf.sum(tf.mul(tf.unsortedSegmentSum(x, [1, 9, 1], 2), [10, 20])))(
      tf.tensor([1, 2, 3]),
    )
    expect(numbersOf(dx)).toEqual([20, 0, 20])
  })
  it('counts no pair with a number that is no class', () => {
    expect(numbersOf(tf.confusionMatrix([0, 1, 2, 0], [0, 5, -1, 1], 3))).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0])
  })
  it('counts numbers, with and without weights, and none that is out of range', () => {
    const x = tf.tensor(
      [
        [1, -1],
        [4, 1],
      ],
      [2, 2],
      'int32',
    )
    expect(numbersOf(tf.bincount(x, [], 3))).toEqual([0, 2, 0])
    expect(
      numbersOf(
        tf.bincount(
          x,
          [
            [1, 2],
            [3, 0.5],
          ],
          3,
        ),
      ),
    ).toEqual([0, 1.5, 0])
  })
  it('finds places in each of several sequences', () => {
    const sequences = tf.tensor([[[1, 2, 2]], [[0, 5, 9]]])
    const values = tf.tensor([[[2, 0]], [[9, 7]]])
    expect(tf.lowerBound(sequences, values).shape).toEqual([2, 1, 2])
    expect(numbersOf(tf.lowerBound(sequences, values))).toEqual([1, 0, 2, 2])
    expect(numbersOf(tf.upperBound(sequences, values))).toEqual([3, 0, 3, 2])
    expect(numbersOf(tf.searchSorted(sequences, values, 'right'))).toEqual([3, 0, 3, 2])
  })
  it('a diagonal of infinity has zeros beside it', () => {
    expect(numbersOf(tf.diag([Infinity, 1]))).toEqual([Infinity, 0, 0, 1])
  })
})
