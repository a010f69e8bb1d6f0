import { expect, test } from 'vitest'
import * as tf from 'tupleflow'

const x = tf.input({ shape: [4] })
/** dense is the first, dense_1 the second. */
const place = (name: string, kind: string) => (name === kind ? 0 : Number(name.slice(kind.length + 1)))

test('layers of a kind are counted without gaps', () => {
  const [a, b, c] = [1, 2, 3].map(() => tf.layers.softmax().name).map((name) => place(name, 'softmax'))
  expect([b, c]).toEqual([a! + 1, a! + 2])
})
test('so are the values of an op', () => {
  const [a, b, c] = [tf.erf(x), tf.erf(x), tf.erf(x)].map(({ name }) => place(name, 'erf'))
  expect([b, c]).toEqual([a! + 1, a! + 2])
})
