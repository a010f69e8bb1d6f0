import * as tf from 'tupleflow'
import { describe, expect, it, beforeAll } from 'vitest'

// Element-wise ops against the numbers of JavaScript, at the ends of their domains, and integers beyond 24 bits.

type Unary = (x: tf.Tensor) => tf.Tensor
const loosely = (op: unknown) => op as Unary
/** The largest, the smallest, what is next to 0 and 1, halves. */
const corners = [
  ...[-Infinity, -3e38, -100, -20, -2.5, -1.5, -1, -0.5, -1e-3, -1e-5, -1e-9, 0, 1e-9, 1e-5, 1e-3, 0.49999997],
  ...[0.5, 1, 1.5, 2.5, 3.5, 20, 88, 1e10, 3e38, Infinity, NaN],
].map(Math.fround)
const roundHalfToEven = (x: number) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x))
const functions: { readonly [op: string]: (x: number) => number } = {
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  ceil: Math.ceil,
  cosh: Math.cosh,
  expm1: Math.expm1,
  floor: Math.floor,
  log1p: Math.log1p,
  logSigmoid: (x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))),
  round: roundHalfToEven,
  sinh: Math.sinh,
}
const truths: { readonly [op: string]: (x: number) => boolean } = {
  isFinite: Number.isFinite,
  isInf: (x) => Math.abs(x) === Infinity,
  isNaN: Number.isNaN,
}

const integers = [0, 1, -1, 3, -7, 4097, -46339, 2 ** 24 + 1, -(2 ** 24) - 1, 2 ** 30 + 1, 2 ** 31 - 1, 1 - 2 ** 31]
const ints = (values: readonly number[]) => tf.tensor([...values], [values.length], 'int32')
const numbersOf = (x: object) => Array.from((x as tf.Tensor).dataSync())
const both = (f: Unary, x: object) => [f, tf.jit(f as (x: tf.Tensor<[number]>) => tf.Tensor)].map((g) => g(x as never))

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(() => tf.setBackend(backend))

  it.each(Object.entries(functions))('%s', (op, right) => {
    const f = loosely(tf[op as 'acos'])
    for (const y of both(f, tf.tensor(corners))) {
      numbersOf(y).forEach((value, i) => {
        const wanted = Math.fround(right(corners[i]!))
        const isSame = Object.is(value, wanted) || value === wanted
        // Relative, also next to 0.
        if (!isSame) expect(Math.abs(value - wanted) / Math.abs(wanted), `${op} of ${corners[i]}`).toBeLessThan(1e-6)
      })
    }
  })
  it.each(Object.entries(truths))('%s', (op, right) => {
    for (const y of both(loosely(tf[op as 'isNaN']), tf.tensor(corners))) {
      expect(numbersOf(y).map(Boolean)).toEqual(corners.map(right))
    }
    expect(numbersOf(loosely(tf[op as 'isNaN'])(ints(integers) as never)).map(Boolean)).toEqual(integers.map(right))
  })
  it.each(['sin', 'cos', 'tan'] as const)('%s, to 2e-7', (op) => {
    const angles = Array.from({ length: 200 }, (_, i) => Math.fround((i - 100) / 17))
    for (const y of both(loosely(tf[op]), tf.tensor(angles))) {
      numbersOf(y).forEach((value, i) => {
        const wanted = Math[op](angles[i]!)
        expect(Math.abs(value - wanted)).toBeLessThan(3e-7 * Math.max(1, wanted * wanted))
      })
    }
  })

  const ofIntegers: { readonly [op: string]: (x: number) => number } = {
    abs: Math.abs,
    neg: (x) => 0 - x,
    square: (x) => Math.imul(x, x),
    ceil: (x) => x,
    floor: (x) => x,
    round: (x) => x,
    sign: Math.sign,
    relu: (x) => Math.max(x, 0),
  }
  it.each(Object.entries(ofIntegers))('%s of integers is exact', (op, right) => {
    // A product beyond 2^53 is not exact on cpu.
    const given = op === 'square' ? integers.filter((x) => Math.abs(x) < 2 ** 26) : integers
    for (const y of both(loosely(tf[op as 'abs']), ints(given))) expect(numbersOf(y)).toEqual(given.map(right))
  })
  it('divides integers exactly, and by 0 to 0', () => {
    const pairs = integers.flatMap((a) => integers.map((b) => [a, b] as const))
    const [a, b] = [ints(pairs.map(([a]) => a)), ints(pairs.map(([, b]) => b))]
    const quotients = pairs.map(([a, b]) => (b === 0 ? 0 : Math.floor(a / b) | 0))
    for (const divide of [tf.div, tf.floorDiv]) {
      for (const y of both(
        loosely((x: typeof a) => divide(x, b)),
        a,
      ))
        expect(numbersOf(y)).toEqual(quotients)
    }
    const remainders = pairs.map(([a, b]) => (b === 0 ? 0 : (a - Math.floor(a / b) * b) | 0))
    for (const y of both(
      loosely((x: typeof a) => tf.mod(x, b)),
      a,
    ))
      expect(numbersOf(y)).toEqual(remainders)
  })
  it('divNoNan has no gradient that is infinite or NaN', () => {
    const [da, db] = tf.grads((a: tf.Tensor<[2]>, b: tf.Tensor<[2]>) => tf.divNoNan(a, b))([
      tf.tensor([1, 6]),
      tf.tensor([0, 2]),
    ])
    expect(numbersOf(da)).toEqual([0, 0.5])
    expect(numbersOf(db)).toEqual([0, -1.5])
  })
  it('log1p has the gradient 1 / (1 + x), at the ends too', () => {
    const x = [-1, -0.9, -0.5, 0, 0.5, 1e9, 3e38, Infinity].map(Math.fround)
    const dx = tf.grad((x: tf.Tensor<[number]>) => tf.log1p(x))(tf.tensor1d(x))
    numbersOf(dx).forEach((value, i) => {
      const wanted = Math.fround(1 / (1 + x[i]!))
      if (value !== wanted) expect(Math.abs(value - wanted) / wanted, `at ${x[i]}`).toBeLessThan(1e-6)
    })
  })
  it('prelu leaves what is positive alone, and reads alpha anew', () => {
    const x = tf.tensor([[-1, 2]])
    const alpha = tf.variable(tf.tensor([Infinity, Infinity]))
    expect(numbersOf(tf.prelu(x, alpha))).toEqual([-Infinity, 2])
    alpha.assign(tf.tensor([3, 3]))
    expect(numbersOf(tf.prelu(x, alpha))).toEqual([-3, 2])
  })
  it('clone and addN of one give a tensor of its own', () => {
    const x = tf.tensor([1, 2])
    for (const y of [tf.clone(x), tf.addN([x])]) {
      expect(y).not.toBe(x)
      y.dispose()
    }
    expect(numbersOf(x)).toEqual([1, 2])
  })
})
