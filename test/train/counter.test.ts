import { beforeAll, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { Counter } from '../../src/train/counter.js'

beforeAll(() => tf.setBackend('cpu'))

test('what a counter holds outlives the scope in which it was read or written first', () => {
  const before = tf.memory().numTensors
  const counter = new Counter('mean/rows', [2], 3)
  tf.tidy(() => void counter.read())
  expect([...counter.read().dataSync()]).toEqual([3, 3])
  tf.tidy(() => counter.write(tf.tensor([4, 5])))
  expect([...counter.read().dataSync()]).toEqual([4, 5])
  counter.dispose()
  expect(tf.memory().numTensors).toBe(before)
  expect([...counter.read().dataSync()]).toEqual([3, 3])
  counter.dispose()
})
