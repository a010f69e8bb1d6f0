import { expect, test } from 'vitest'
import { followRows, type Rows } from '../../src/graph/apart.js'
import type { Value } from '../../src/graph/node.js'
import * as tf from '../../src/index.js'

// Which rows an op keeps apart can hang on training, and on what is frozen. Law 8 holds what ops say of numbers.

type X = tf.SymbolicTensor<['rows', 3]>
const rowsOf = (make: (x: X) => tf.AnyTensor): Rows => {
  const x = tf.input({ batchShape: ['rows', 3] })
  return followRows([make(x) as Value], 'rows', (value) => (value === x ? 0 : undefined)).rows[0]!
}

test('a normalisation meets all rows in training alone, and not when it is frozen', () => {
  expect(rowsOf((x) => tf.layers.batchNormalization()(x))).toBe(0)
  expect(rowsOf((x) => tf.layers.batchNormalization()(x, { training: true }))).toBe('mixed')
  expect(rowsOf((x) => tf.layers.batchNormalization({ trainable: false })(x, { training: true }))).toBe(0)
})
test('of two phases the one counts that runs', () => {
  const centered = (x: tf.AnyTensor) => tf.sub(x, tf.mean(x, 0))
  const inTraining = tf.layer({
    call: ({ phase }) => (x: tf.AnyTensor) => phase(x, () => centered(x), () => x), // prettier-ignore
  })
  const inference = tf.layer({
    call: ({ phase }) => (x: tf.AnyTensor) => phase(x, () => x, () => centered(x)), // prettier-ignore
  })
  expect(rowsOf((x) => inTraining(x) as tf.AnyTensor)).toBe(0)
  expect(rowsOf((x) => inference(x) as tf.AnyTensor)).toBe('mixed')
})
