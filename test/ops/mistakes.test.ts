import { beforeAll, expect, test } from 'vitest'
import * as tf from '../../src/index.js'
import { setBackend } from '../../src/backend.js'

// Of two mistakes in one call, the first argument's is told: the same calls as in type-tests/mistakes.test-d.ts.

beforeAll(() => setBackend('cpu'))

test.each([
  ['gather', (any) => any.gather(tf.tensor('a'), [0]), 'needs numbers, got a string tensor'],
  ['gather', (any) => any.gather(1, tf.zeros([2])), 'axis 0 is out of range for []'],
  [
    'conv2d',
    (any) => any.conv2d(image(), ints(), 1, -1),
    "needs float32, got int32; convert it with tf.cast(x, 'float32')",
  ],
  [
    'conv2d',
    (any) => any.conv2d(image(), tf.zeros([3, 3, 2, 1]), 0, -1),
    'the stride is an integer of at least 1, got 0',
  ],
  ['einsum', (any) => any.einsum('ij->k', words()), "index 'k' of the result is in no operand"],
  ['randomNormal', (any) => any.randomNormal([-2, 3], 0, 2, 'string'), '-2 is not a size'],
  ['eye', (any) => any.eye(-1, -2, [-3]), '-1 is not a size'],
  ['range', (any) => any.range(0, 1, 0, 'bool'), 'the step must not be 0'],
  ['oneHot', (any) => any.oneHot([1], 1, 1, 0, 'string'), 'depth is an integer of at least 2, got 1'],
  ['reverse', (any) => any.reverse(words(), 5), 'needs numbers, got a string tensor'],
] satisfies [string, (any: any) => unknown, string][])('%s', (op, call, sentence) => {
  expect(() => call(tf)).toThrow(new RegExp(`^${`${op}: ${sentence}`.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`))
})

const image = () => tf.zeros([1, 4, 4, 2])
const ints = () => tf.zeros([3, 3, 2, 1], 'int32')
const words = () => tf.tensor([['a', 'b'], ['c', 'd']]) // prettier-ignore

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [{}, 'object'],
  [() => 1, 'function'],
])('%s is no tensor', (given, what) => {
  const sentence = `expected a tensor, a number or nested arrays, got ${what}`
  const any = tf as any
  expect(() => any.relu(given)).toThrow(`relu: ${sentence}`)
  expect(() => any.add(tf.input({ shape: [2] }), given)).toThrow(`add: ${sentence}`)
})

test('a number among rows is no row of one', () => {
  expect(() => (tf as any).relu([[1], 2])).toThrow('relu: the rows have different lengths: 1 vs 0')
})
