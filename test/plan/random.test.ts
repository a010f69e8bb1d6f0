import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { nextSeed, uniformNumbers } from '../../src/random.js'

beforeAll(() => tf.ready())

const numbers = (tensor: { dataSync(): ArrayLike<number> }) => Array.from(tensor.dataSync())
/** A model of one dropout; its seed is the first that is drawn, or a given one. */
function dropper(seed?: number) {
  tf.setSeed(7)
  const x = tf.input({ shape: [8] })
  return tf.model({ inputs: x, outputs: tf.dropout(x, 0.5, undefined, seed) })
}
function firstSeed(): number {
  tf.setSeed(7)
  return nextSeed()
}
/** What a dropout of half makes of ones. */
const kept = (size: number, seed: number, run: number) =>
  Array.from(uniformNumbers(size, seed, run), (u) => (u > 0.5 ? 2 : 0))

describe('a seed that was drawn', () => {
  test('gives other numbers in every run, those of its number', () => {
    const m = dropper()
    const data = tf.ones([4, 8])
    const runs = [0, 1, 2].map(() => numbers(m.predict(data)))
    expect(runs).toEqual([0, 1, 2].map((run) => kept(32, firstSeed(), run)))
    expect(new Set(runs.map(String)).size).toBe(3)
    tf.setSeed(7)
    expect(numbers(tf.dropout(data, 0.5))).toEqual(runs[0])
  })
  test('gives the same to planned and eager runs of one number', () => {
    const [planned, eager] = [dropper(), dropper()]
    const data = tf.ones([4, 8])
    for (let run = 0; run < 3; run++) expect(numbers(eager(data))).toEqual(numbers(planned.predict(data)))
  })
  test('counts the batches of a predict, and those of an evaluation', () => {
    const m = dropper().compile({ optimizer: 'sgd', loss: (_, y) => y })
    const [data, labels] = [tf.ones([8, 8]), tf.ones([8, 8])]
    const seed = firstSeed()
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(numbers(m.predict(data, { batchSize: 4 }))).toEqual([...kept(32, seed, 0), ...kept(32, seed, 1)])
    expect(numbers(m.evaluate(data, labels, { batchSize: 4 }))[0]).toBeCloseTo(
      mean([...kept(32, seed, 2), ...kept(32, seed, 3)]),
    )
  })
  test('is not moved on in training by what runs in between', async () => {
    const train = async (between: boolean) => {
      tf.setSeed(5)
      const x = tf.input({ shape: [4] })
      const m = tf
        .model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(tf.dropout(x, 0.5)) })
        .compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
      const losses: number[] = []
      for (let step = 0; step < 3; step++) {
        losses.push(await m.trainOnBatch(tf.ones([8, 4]), tf.ones([8, 1])))
        if (between) m.predict(tf.ones([8, 4]))
      }
      return losses
    }
    expect(await train(true)).toEqual(await train(false))
  })
})

describe('a seed that was given', () => {
  test('gives the same numbers in every predict, planned and eager', () => {
    const m = dropper(9)
    const data = tf.ones([4, 8])
    const expected = numbers(tf.dropout(data, 0.5, undefined, 9))
    expect(expected).toEqual(kept(32, 9, 0))
    for (let run = 0; run < 2; run++) {
      expect(numbers(m.predict(data))).toEqual(expected)
      expect(numbers(m(data))).toEqual(expected)
    }
  })
  test('gives other numbers to each batch', () => {
    const m = dropper(9)
    for (let run = 0; run < 2; run++) {
      expect(numbers(m.predict(tf.ones([8, 8]), { batchSize: 4 }))).toEqual([...kept(32, 9, 0), ...kept(32, 9, 1)])
    }
  })
})

test('the calls of a model drop others, in training too', () => {
  const x = tf.input({ shape: [64] })
  const inner = tf.model({ inputs: x, outputs: tf.layers.dropout({ rate: 0.5, seed: 3 })(x) })
  const outer = tf.model({ inputs: x, outputs: [inner(x), inner(x)] })
  const data = tf.ones([1, 64])
  const [first, second] = outer(data, { training: true })
  expect(numbers(first)).not.toEqual(numbers(second))
  expect(numbers(first)).toEqual(numbers(inner(data, { training: true })))
  expect(numbers(inner(data, { training: true }))).not.toEqual(numbers(first))
})

test('the steps of a scan drop others, in every run', () => {
  const x = tf.input({ shape: ['seq', 16] })
  const [, ys] = tf.scan((_, row) => [[], tf.dropout(row, 0.5)], [], x, { axis: 1 })
  const m = tf.model({ inputs: x, outputs: ys })
  const data = tf.ones([1, 3, 16])
  const rows = [0, 1].flatMap(() => m.predict(data).arraySync()[0] as number[][])
  expect(new Set(rows.map(String)).size).toBe(6)
})
