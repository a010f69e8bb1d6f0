import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as tf from 'tupleflow'

type Variable = ReturnType<typeof tf.variable>
let w: Variable, v: Variable, fixed: Variable
let before = 0
beforeAll(async () => {
  await tf.setBackend('cpu')
  w = tf.variable(tf.tensor([2, 3]), true, 'variableGrads-w')
  v = tf.variable(tf.tensor([5, 7]), true, 'variableGrads-v')
  fixed = tf.variable(tf.tensor([1, 1]), false, 'variableGrads-fixed')
})
afterAll(() => tf.dispose([w, v, fixed]))
beforeEach(() => void (before = tf.memory().numTensors))

type Row = tf.Tensor<[2]>
const product = () => tf.sum(tf.mul(tf.mul(w as object as Row, v as object as Row), fixed as object as Row))
const numbers = (grads: { readonly [name: string]: tf.Tensor<number[], tf.DType> }) =>
  Object.fromEntries(Object.entries(grads).map(([name, grad]) => [name, [...grad.dataSync()]]))

test('without a list, those of the trainable variables that take part', () => {
  const { value, grads } = tf.variableGrads(product)
  expect(value.dataSync()[0]).toBe(31)
  expect(numbers(grads)).toEqual({ 'variableGrads-w': [5, 7], 'variableGrads-v': [2, 3] })
  tf.dispose([value, ...Object.values(grads)])
  expect(tf.memory().numTensors).toBe(before)
})
test('with a list, those of its variables alone', () => {
  const { value, grads } = tf.variableGrads(product, [v])
  expect(numbers(grads)).toEqual({ 'variableGrads-v': [2, 3] })
  tf.dispose([value, ...Object.values(grads)])
  expect(tf.memory().numTensors).toBe(before)
})
test('one that takes part and does not matter has no gradient, unless it is asked for', () => {
  const aside = () => {
    tf.square(w as object as Row)
    return tf.sum(tf.square(v as object as Row))
  }
  expect(numbers(tf.variableGrads(aside).grads)).toEqual({ 'variableGrads-v': [10, 14] })
  expect(() => tf.variableGrads(aside, [v, w])).toThrow(
    "variableGrads: the result does not depend on the variable 'variableGrads-w'",
  )
})
test('what does not return a tensor, or is given one that is gone, is refused', () => {
  expect(() => tf.grad(() => 3 as never)(tf.tensor([1]))).toThrow('grad: the function must return a tensor')
  const gone = tf.tensor([1])
  gone.dispose()
  expect(() => tf.grad((x: tf.Tensor) => tf.square(x))(gone)).toThrow('grad: a tensor was disposed before this use')
})
test('one argument of several that does not matter is named', () => {
  const first = (a: tf.Tensor, _: tf.Tensor) => tf.square(a)
  expect(() => tf.grads(first)([tf.tensor([1]), tf.tensor([2])])).toThrow(
    'grads: the result does not depend on argument 1, or only through ops without a gradient',
  )
})
test('the argument itself may be the result, and is given a gradient of its own', () => {
  const x = tf.tensor([3, 4])
  const [a, b] = tf.grads((first: tf.Tensor, second: tf.Tensor) => tf.add(first, second))([x, tf.tensor([1, 1])])
  a.dispose()
  expect([...b.dataSync()]).toEqual([1, 1])
  const same = tf.grad((y: tf.Tensor) => y)(x)
  expect([...same.dataSync()]).toEqual([1, 1])
  same.dispose()
  expect([...x.dataSync()]).toEqual([3, 4])
})
test('one tensor used twice gets the sum of both gradients', () => {
  expect([
    ...tf
      .grad((x: tf.Tensor) => tf.add(tf.square(x), tf.mul(x, 3)))(tf.tensor([2]))
      .dataSync(),
  ]).toEqual([7])
})
