import * as tf from 'tupleflow'
import { beforeAll, describe, expect, it } from 'vitest'
import { randomFrom } from '../laws/harness/random.js'

// Sums and means of many elements against sums of 64 bits, and reductions of what is infinite.

/** What is lost may be a few units in the last place of float32, however many there are. */
const lost = 1e-6
const numbersOf = (x: object) => Array.from((x as tf.Tensor).dataSync())
function filled(size: number, value: (random: () => number) => number): Float32Array {
  const random = randomFrom(size)
  return Float32Array.from({ length: size }, () => value(random))
}
const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
function sum64(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum
}
const constant = () => 0.1
const uniform = (random: () => number) => random()
/** Eagerly and compiled. */
function each(f: (x: tf.Tensor) => tf.Tensor, x: object): number[][] {
  const compiled = tf.jit(f as (x: tf.Tensor<[number]>) => tf.Tensor)
  return [numbersOf(f(x as tf.Tensor)), numbersOf(compiled(x as tf.Tensor<[number]>))]
}
const near = (value: number, wanted: number, what: string) =>
  expect(Math.abs(value - wanted) / Math.abs(wanted), what).toBeLessThan(lost)

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(() => tf.setBackend(backend))

  // Few, of which the kernel adds one to the next, and many: sizes with small divisors, and with none.
  it.each([...[[33], [64], [8, 8], [67], [2048], [1009], [150528], [150529], [2_000_000], [41, 53, 61]]])(
    'a sum and a mean of %s are exact',
    (...shape) => {
      const size = shape.reduce((a, b) => a * b, 1)
      for (const value of [constant, uniform]) {
        const values = filled(size, value)
        const [x, wanted] = [tf.tensor(values, shape), sum64(values)]
        for (const [y] of each((x) => tf.sum(x) as tf.Tensor, x)) near(y!, wanted, 'sum')
        for (const [y] of each((x) => tf.mean(x) as tf.Tensor, x)) near(y!, wanted / size, 'mean')
        tf.dispose(x)
      }
    },
  )
  it.each([
    [[5000, 3], [0]],
    [[3, 5003], [1]],
    [
      [70, 3, 90],
      [0, 2],
    ],
    [
      [2, 70, 90, 2],
      [1, 2],
    ],
    [
      [7, 2, 90, 2, 9],
      [0, 2, 4],
    ],
  ])('sums of %j over %j are exact', (shape, axes) => {
    const values = filled(
      shape.reduce((a, b) => a * b, 1),
      uniform,
    )
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1))
    const wanted = new Map<string, number>()
    values.forEach((value, i) => {
      const place = shape.map((size, axis) => Math.floor(i / strides[axis]!) % size)
      const key = place.filter((_, axis) => !axes.includes(axis)).join()
      wanted.set(key, (wanted.get(key) ?? 0) + value)
    })
    const x = tf.tensor(values, [...shape])
    const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    for (const keepDims of [false, true]) {
      const y = (tf.sum as (...args: unknown[]) => tf.Tensor)(x, [...axes], keepDims)
      expect(y.shape).toEqual(keepDims ? kept : kept.filter((_, axis) => !axes.includes(axis)))
    }
    const f = (x: tf.Tensor) => (tf.sum as (...args: unknown[]) => tf.Tensor)(x, [...axes])
    for (const ys of each(f, x)) {
      expect(ys).toHaveLength(wanted.size)
      ys.forEach((y, i) => near(y, [...wanted.values()][i]!, String(i)))
    }
  })
  it('moments of two million numbers around 100', () => {
    const values = filled(2_000_000, (random) => 100 + normal(random))
    const mean = sum64(values) / values.length
    const variance = sum64(values.map((value) => (value - mean) ** 2)) / values.length
    const moments = (x: tf.Tensor<[number]>) => tf.moments(x)
    for (const f of [moments, tf.jit(moments)]) {
      const found = f(tf.tensor1d(values))
      near(found.mean.dataSync()[0]!, mean, 'mean')
      near(found.variance.dataSync()[0]!, variance, 'variance')
    }
  })
  it('logSumExp of many', () => {
    const values = filled(150528, uniform)
    const wanted = Math.log(sum64(Float64Array.from(values, Math.exp)))
    for (const [y] of each((x) => tf.logSumExp(x) as tf.Tensor, tf.tensor1d(values))) near(y!, wanted, 'logSumExp')
  })
  it('logSumExp of what is infinite', () => {
    const x = tf.tensor([
      [-Infinity, -Infinity],
      [-Infinity, 2],
      [Infinity, 2],
      [Infinity, -Infinity],
      [NaN, 2],
    ])
    for (const y of each((x) => tf.logSumExp(x, -1) as tf.Tensor, x)) {
      expect(y.map((value) => Math.fround(value))).toEqual([-Infinity, 2, Infinity, Infinity, NaN])
    }
  })
  it('the gradient of a sum or mean of many is that of few', () => {
    const x = tf.tensor1d(filled(1009, uniform))
    const ofSum = tf.grad((x: tf.Tensor<[number]>) => tf.sum(x))(x)
    expect(numbersOf(ofSum).every((value) => value === 1)).toBe(true)
    numbersOf(tf.grad((x: tf.Tensor<[number]>) => tf.mean(x))(x)).forEach((value) => near(value, 1 / 1009, 'gradient'))
  })
  it('sums of whole numbers are exact', () => {
    const x = tf.fill([5000], 2 ** 17 + 1, 'int32')
    for (const [y] of each((x) => tf.sum(x) as tf.Tensor, x)) expect(y).toBe(5000 * (2 ** 17 + 1))
  })
})
