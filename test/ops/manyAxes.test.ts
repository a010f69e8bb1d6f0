import * as tf from 'tupleflow'
import { beforeAll, describe, expect, it } from 'vitest'

// Kernels of wasm take no more than six axes: eight give the numbers that vectors give.

type Eight = tf.Tensor<[number, number, number, number, number, number, number, number]>
const shape = [2, 1, 3, 2, 1, 2, 2, 3] as [number, number, number, number, number, number, number, number]
const values = Array.from({ length: 144 }, (_, i) => Math.fround(Math.sin(i * 1.3) * 2))
const numbersOf = (x: object) => Array.from((x as tf.Tensor).dataSync())
/** Eagerly and compiled. */
const each = (f: (x: Eight) => tf.Tensor, x: Eight) => [numbersOf(f(x)), numbersOf(tf.jit(f)(x))]

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(() => tf.setBackend(backend))
  const x = () => tf.tensor(values, shape) as Eight

  it.each(['add', 'sub', 'mul', 'div', 'maximum', 'squaredDifference'] as const)('%s', (name) => {
    const op = tf[name] as (a: object, b: object) => tf.Tensor
    const wanted = numbersOf(op(tf.tensor1d(values), tf.tensor1d([...values].reverse())))
    for (const y of each((x) => op(x, tf.reverse(x)), x())) expect(y).toEqual(wanted)
  })
  it('operands are stretched', () => {
    // The third and the last axis of x count on.
    const b = tf.tensor([10, 20, 30], [3, 1, 1, 1, 1, 1])
    const wanted = values.map((value, i) => Math.fround(value + 10 * (1 + (Math.floor(i / 24) % 3))))
    for (const y of each((x) => tf.add(x, b) as tf.Tensor, x())) expect(y).toEqual(wanted)
    const doubled = values.map((value) => 2 * value)
    for (const y of each((x) => tf.mul(x, 2) as tf.Tensor, x())) expect(y).toEqual(doubled)
    const b0 = tf.broadcastTo(b, shape)
    expect(numbersOf(b0).slice(22, 26)).toEqual([10, 10, 20, 20])
  })
  it('gradients are those of the stretched', () => {
    const b = tf.tensor([10, 20, 30], [3, 1, 1, 1, 1, 1])
    const product = (x: Eight, b: tf.Tensor) => tf.sum(tf.mul(x, b))
    const [dx, db] = tf.grads(product as (x: tf.Tensor, b: tf.Tensor) => tf.Tensor<[]>)([x(), b])
    expect(numbersOf(dx!)).toEqual(values.map((_, i) => 10 * (1 + (Math.floor(i / 24) % 3))))
    const sums = [0, 1, 2].map((k) => values.reduce((sum, v, i) => (Math.floor(i / 24) % 3 === k ? sum + v : sum), 0))
    numbersOf(db!).forEach((value, k) => expect(value).toBeCloseTo(sums[k]!, 4))
    const ones = tf.grad((b: tf.Tensor) => tf.sum(tf.broadcastTo(b, shape)))(b)
    expect(numbersOf(ones)).toEqual([48, 48, 48])
  })
  it('pad', () => {
    const paddings = shape.map((_, axis): [number, number] =>
      axis === 2 ? [1, 0]
      : axis === 7 ? [0, 1]
      : [0, 0],
    )
    const padded = (x: Eight) => tf.pad(x, paddings, 9)
    for (const y of each(padded as (x: Eight) => tf.Tensor, x())) {
      expect(y).toHaveLength(2 * 4 * 2 * 2 * 2 * 4)
      // Of each of two blocks, a row of nines, and then rows of three and a nine.
      const wanted = [0, 1].flatMap((block) => [
        ...Array<number>(32).fill(9),
        ...Array.from({ length: 24 }, (_, row) => [...values.slice(block * 72 + row * 3).slice(0, 3), 9]).flat(),
      ])
      expect(y).toEqual(wanted)
    }
    const dx = tf.grad(((x: Eight) => tf.sum(padded(x))) as (x: Eight) => tf.Tensor<[]>)(x())
    expect(numbersOf(dx).every((value) => value === 1)).toBe(true)
  })
})
