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
  [null, 'got null'],
  [{}, 'got an object'],
  [new Date(0), 'got a Date'],
  [() => 1, 'got a function'],
  [[1, null], 'which hold null'],
  [[[tf.input({ shape: [] })]], 'which hold a symbolic tensor'],
  [['a', 1], 'which hold 1'],
])('%s is no tensor', (given, what) => {
  const sentence = `is a tensor, a number or nested arrays, ${what}`
  const any = tf as any
  expect(() => any.relu(given)).toThrow(`relu: x ${sentence}`)
  expect(() => any.add(tf.input({ shape: [2] }), given)).toThrow(`add: b ${sentence}`)
  expect(() => any.concat([[1], given])).toThrow(`concat: tensors[1] ${sentence}`)
})
test('what is missing is called by its name', () => {
  const any = tf as any
  expect(() => any.relu()).toThrow("relu: 'x' is missing")
  expect(() => any.add(1)).toThrow("add: 'b' is missing")
  expect(() => any.concat()).toThrow("concat: 'tensors' is missing")
  expect(() => any.concat(Array(2))).toThrow("concat: 'tensors[0]' is missing")
  expect(() => any.slice([1, 2])).toThrow("slice: 'begin' is missing")
  expect(() => any.conv2d(tf.zeros([1, 2, 2, 1]), tf.zeros([1, 1, 1, 1]))).toThrow("conv2d: 'strides' is missing")
})
test('arguments beside tensors are what they have to be', () => {
  const any = tf as any
  expect(() => any.sum([1], 0, 'yes')).toThrow("sum: keepDims is true or false, got 'yes'")
  expect(() => any.zeros([2], 'float64')).toThrow(
    "zeros: dtype is 'float32', 'int32', 'bool', 'complex64' or 'string', got 'float64'",
  )
  expect(() => any.randomNormal([2], 0, 1, 'float32', NaN)).toThrow('randomNormal: seed is an integer, got NaN')
})
test('what no memory holds is refused before', () => {
  expect(() => tf.zeros([2 ** 31])).toThrow(
    'zeros: [2147483648] has 2147483648 elements, a tensor has at most 536870912',
  )
  expect(() => tf.tile([1, 2], [2 ** 30])).toThrow('tile: [2147483648] has 2147483648 elements')
})

test('a number among rows is no row of one', () => {
  expect(() => (tf as any).relu([[1], 2])).toThrow('relu: the rows have different lengths: 1 vs 0')
})

test('the stack of an error begins at the function that was called', () => {
  const first = (call: () => unknown) => {
    try {
      call()
    } catch (error) {
      return String((error as Error).stack)
        .split('\n')
        .slice(1, 3)
    }
    throw new Error('nothing was thrown')
  }
  const calls = [() => tf.sum([1], 5 as never), () => (tf as any).sum([1], 0, 'yes'), () => (tf as any).matMul()]
  for (const call of calls) expect(first(call).join(' ')).toContain('mistakes.test.ts')
})
