import * as core from '@tensorflow/tfjs-core'
import * as tf from 'tupleflow'
import { beforeAll, describe, expect, it } from 'vitest'
import { numericGradient } from '../support/numeric.js'

type Eager = tf.Tensor<number[], tf.DType>
type Op = (...args: Eager[]) => Eager
interface Values {
  values: number[]
  shape: number[]
  dtype?: 'float32' | 'int32' | 'bool'
}

/** The rules of an op that takes anything are those at run time. */
const loosely = (op: unknown) => op as Op

const make = ({ values, shape, dtype = 'float32' }: Values) => core.tensor(values, shape, dtype) as Eager
const float = (values: number[], shape = [values.length]): Values => ({ values, shape })
const int = (values: number[], shape = [values.length]): Values => ({ values, shape, dtype: 'int32' })
const bool = (values: number[], shape = [values.length]): Values => ({ values, shape, dtype: 'bool' })

/** Runs on the active backend; everything but the numbers is let go. */
function run(op: Op, inputs: Values[]) {
  return core.tidy(() => {
    const y = op(...inputs.map(make))
    return { shape: y.shape, dtype: y.dtype as string, values: Array.from(y.dataSync()) }
  })
}
function expectClose(actual: readonly number[], expected: readonly number[], tolerance = 1e-5) {
  expect(actual.length).toBe(expected.length)
  for (const [i, value] of actual.entries()) {
    const wanted = expected[i]!
    if (Number.isFinite(wanted)) {
      expect(Math.abs(value - wanted), `${actual} against ${expected}`).toBeLessThanOrEqual(
        tolerance * Math.max(1, Math.abs(wanted)),
      )
    } else expect(value).toBe(wanted)
  }
}
function expectGradients(op: Op, inputs: Values[], wanted = inputs.map((_, i) => i)) {
  core.tidy(() => {
    const args = inputs.map(make)
    const weights = core.tidy(() => core.cos(core.range(0, op(...args).size)))
    const dy = core.reshape(weights, op(...args).shape) as tf.Tensor
    for (const i of wanted) {
      const f = (x: core.Tensor) => op(...args.map((arg, j) => (j === i ? (x as Eager) : arg)))
      const gradient = tf.grad(f)(args[i]!, dy)
      expect(gradient.shape).toEqual(args[i]!.shape)
      expectClose(Array.from(gradient.dataSync()), numericGradient(f, args[i]!, dy, 1e-3), 2e-2)
    }
  })
}

// Away from kinks: 0, and 6 for relu6.
const smooth = float([-2.3, -0.7, 0.4, 1.6, 2.9, 7.5], [2, 3])
const positive = float([0.3, 0.7, 1.4, 1.6, 2.9, 7.5], [2, 3])
const whole = int([-3, 0, 2, 5, 1, -1], [2, 3])

const unary = {
  neg: [tf.neg, core.neg],
  erf: [tf.erf, core.erf],
  exp: [tf.exp, core.exp],
  log: [tf.log, core.log, positive],
  sqrt: [tf.sqrt, core.sqrt, positive],
  rsqrt: [tf.rsqrt, core.rsqrt, positive],
  square: [tf.square, core.square],
  abs: [tf.abs, core.abs],
  sigmoid: [tf.sigmoid, core.sigmoid],
  tanh: [tf.tanh, core.tanh],
  softplus: [tf.softplus, core.softplus],
  elu: [tf.elu, core.elu],
  selu: [tf.selu, core.selu],
  reciprocal: [tf.reciprocal, core.reciprocal],
  sign: [tf.sign, core.sign],
  step: [tf.step, core.step],
  'step with alpha': [(x: Eager) => tf.step(x, -1), (x: core.Tensor) => core.step(x, -1)],
  relu: [tf.relu, core.relu],
  relu6: [tf.relu6, core.relu6],
  leakyRelu: [tf.leakyRelu, core.leakyRelu],
  'leakyRelu with alpha': [(x: Eager) => tf.leakyRelu(x, 0.5), (x: core.Tensor) => core.leakyRelu(x, 0.5)],
  clipByValue: [(x: Eager) => tf.clipByValue(x, -1, 2), (x: core.Tensor) => core.clipByValue(x, -1, 2)],
  'clipByValue with fractions': [
    (x: Eager) => tf.clipByValue(x, -1.5, 1.5),
    (x: core.Tensor) => core.clipByValue(x, -1.5, 1.5),
  ],
  'clipByValue past int32': [
    (x: Eager) => tf.clipByValue(x, -1e10, 1e10),
    (x: core.Tensor) => core.clipByValue(x, -1e10, 1e10),
  ],
} as object as { [name: string]: readonly [Op, (x: core.Tensor) => core.Tensor, Values?] }
/** tfjs cuts their results off to whole numbers, or reads the bits of whole numbers as fractions. */
const floats = 'erf exp log sqrt rsqrt sigmoid tanh softplus elu selu reciprocal leakyRelu'.split(' ')

const a = float([-2.3, 0.7, 1.4, 2.6, -0.9, 1.1], [2, 3])
const b = float([1.2, -0.6, 2.1])
const column = float([0.8, -1.7], [2, 1])
const base = float([0.5, 0.7, 1.4, 2.6, 0.9, 1.1], [2, 3])
const binary = {
  add: [tf.add, core.add],
  sub: [tf.sub, core.sub],
  mul: [tf.mul, core.mul],
  div: [tf.div, core.div],
  maximum: [tf.maximum, core.maximum],
  minimum: [tf.minimum, core.minimum],
  squaredDifference: [tf.squaredDifference, core.squaredDifference],
  pow: [tf.pow, core.pow, base],
} as object as { [name: string]: readonly [Op, (a: core.Tensor, b: core.Tensor) => core.Tensor, Values?] }
const comparisons = {
  equal: [tf.equal, core.equal],
  notEqual: [tf.notEqual, core.notEqual],
  greater: [tf.greater, core.greater],
  greaterEqual: [tf.greaterEqual, core.greaterEqual],
  less: [tf.less, core.less],
  lessEqual: [tf.lessEqual, core.lessEqual],
} as object as { [name: string]: readonly [Op, (a: core.Tensor, b: core.Tensor) => core.Tensor] }

/** What tfjs' own op gives on cpu. */
async function byTfjs(op: Op, inputs: Values[], backend: string) {
  await tf.setBackend('cpu')
  const expected = run(op, inputs)
  await tf.setBackend(backend)
  return expected
}

describe.each(['cpu', 'wasm'])('element-wise ops on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend)
  })

  describe.each(Object.entries(unary))('%s', (name, [op, reference, at = smooth]) => {
    it('gives the numbers of tfjs', async () => {
      const before = tf.memory().numTensors
      const y = run(op, [at])
      const expected = await byTfjs(reference as Op, [at], backend)
      expect(y).toMatchObject({ shape: [2, 3], dtype: 'float32' })
      expectClose(y.values, expected.values)
      expect(tf.memory().numTensors).toBe(before)
    })
    it('takes whole numbers and truth values', async () => {
      const ofFloat = floats.includes(name.split(' ')[0]!)
      const y = run(op, [whole])
      const expected = await byTfjs(reference as Op, [ofFloat ? float(whole.values, [2, 3]) : whole], backend)
      expect(y).toMatchObject({ shape: [2, 3], dtype: ofFloat ? 'float32' : 'int32' })
      expectClose(y.values, expected.values)
      const truth = run(op, [bool([1, 0])])
      const counted = run(op, [int([1, 0])])
      expect(truth.dtype).toBe(ofFloat ? 'float32' : 'bool')
      expect(truth.values).toEqual(ofFloat ? counted.values : counted.values.map((value) => Number(value !== 0)))
    })
    it('takes scalars and no elements', () => {
      expect(run(op, [float([0.5], [])])).toMatchObject({ shape: [] })
      expect(run(op, [float([], [0, 3])])).toMatchObject({ shape: [0, 3], values: [] })
    })
    it('has the right gradient', () => expectGradients(op, [at]))
  })

  describe.each(Object.entries(binary))('%s', (name, [op, reference, first = a]) => {
    it('gives the numbers of tfjs, with broadcasting', async () => {
      const before = tf.memory().numTensors
      const pairs = [
        [first, b],
        [first, column],
        [name === 'pow' ? float([0.8, 1.7], [2, 1]) : column, b],
        [first, float([1.5], [])],
        [int([1, 2, 3]), b],
        [int([-7, 7, 5]), int([2, 3, 2])],
        [int([7, 7, 5]), bool([1, 1, 1])],
      ]
      for (const inputs of pairs) {
        const y = run(op, inputs)
        const expected = await byTfjs(reference as Op, inputs, backend)
        expect(y).toMatchObject({ shape: expected.shape, dtype: expected.dtype })
        expectClose(y.values, expected.values)
      }
      expect(tf.memory().numTensors).toBe(before)
    })
    it('gives truth values for truth values', () => {
      const { dtype, values } = run(op, [bool([1, 1, 0]), bool([1, 1, 1])])
      expect(dtype).toBe(name === 'maximum' || name === 'minimum' ? 'int32' : 'bool')
      expect(values.every((value) => value === 0 || value === 1)).toBe(true)
    })
    it('has the right gradients', () => {
      expectGradients(op, [first, b])
      expectGradients(op, [first, name === 'pow' ? float([0.8, 1.7], [2, 1]) : column])
      expectGradients(op, [first, float([1.5], [])])
    })
  })

  it('knows the limits of division and powers', () => {
    expect(run((x) => tf.div(x, 2), [int([7, -7])])).toEqual({ shape: [2], dtype: 'float32', values: [3.5, -3.5] })
    expect(run(loosely(tf.div), [float([1, -1, 0]), float([0, 0, 0])]).values).toEqual([Infinity, -Infinity, NaN])
    expectClose(run((x) => tf.grad((z: Eager) => tf.pow(z, 2) as Eager)(x), [float([-3, 0, 2])]).values, [-6, 0, 4])
    expectClose(run((x) => tf.grad((z: Eager) => tf.pow(2, z) as Eager)(x), [float([0, 3])]).values, [
      Math.LN2,
      8 * Math.LN2,
    ])
  })
  it('gives the gradient at a tie to the first operand', () => {
    const [first, second] = core.tidy(() =>
      tf
        .grads((x: tf.Tensor, y: tf.Tensor) => tf.maximum(x, y))([tf.tensor([1, 2]), tf.tensor([1, 3])])
        .map((gradient) => Array.from(gradient.dataSync())),
    ) as [number[], number[]]
    expect([first, second]).toEqual([
      [1, 0],
      [0, 1],
    ])
  })
  it('differentiates twice', () => {
    const twice = (op: Op) => {
      const ones = tf.tensor([1, 1])
      const slope = (x: tf.Tensor) => tf.grad(op as (x: tf.Tensor) => tf.Tensor)(x, ones)
      return run((x) => tf.grad(slope)(x as tf.Tensor, ones), [float([-1, 2])]).values
    }
    expectClose(twice(loosely(tf.relu)), [0, 0])
    expectClose(twice(loosely(tf.abs)), [0, 0])
    expectClose(twice(loosely(tf.square)), [2, 2])
    expectClose(twice(loosely(tf.exp)), [Math.exp(-1), Math.exp(2)])
    expectClose(twice(loosely(tf.elu)), [Math.exp(-1), 0])
    expectClose(
      twice((x) => tf.selu(tf.mul(x, x)) as Eager),
      [2.1014, 2.1014],
      1e-4,
    )
  })

  describe.each(Object.entries(comparisons))('%s', (_, [op, reference]) => {
    it('gives the answers of tfjs', async () => {
      const pairs = [
        [a, float([-2.3, 0.7, 2])],
        [int([1, 2, 3], [3, 1]), int([3, 2, 1])],
        [int([1, 2, 3]), float([1, 2.5, 3.5])],
        [bool([1, 0, 1]), bool([1, 1, 0])],
        [bool([1, 0, 1], [3, 1]), bool([1, 0])],
        [bool([1, 0, 1]), int([1, 5, 0])],
        [float([NaN, 1]), float([NaN, NaN])],
      ]
      for (const inputs of pairs) {
        const expected = await byTfjs(reference as Op, inputs, backend)
        expect(run(op, inputs)).toEqual({ ...expected, dtype: 'bool' })
      }
    })
  })
  it('combines truth values', () => {
    const [p, q] = [bool([1, 1, 0, 0]), bool([1, 0, 1, 0])]
    expect(run(loosely(tf.logicalAnd), [p, q])).toEqual({ shape: [4], dtype: 'bool', values: [1, 0, 0, 0] })
    expect(run(loosely(tf.logicalOr), [p, q])).toEqual({ shape: [4], dtype: 'bool', values: [1, 1, 1, 0] })
    expect(run(loosely(tf.logicalNot), [p])).toEqual({ shape: [4], dtype: 'bool', values: [0, 0, 1, 1] })
    expect(run((x) => tf.logicalAnd(x, [[true], [false]]) as Eager, [bool([1, 0])]).values).toEqual([1, 0, 0, 0])
  })

  describe('where', () => {
    const condition = bool([1, 0, 1, 0, 1, 1], [2, 3])
    it('chooses, with broadcasting', async () => {
      const before = tf.memory().numTensors
      for (const inputs of [
        [condition, a, base],
        [condition, a, b],
        [condition, b, column],
        [bool([1, 0, 1]), a, float([9], [])],
        [bool([1], []), a, base],
        [bool([1, 0], [2, 1]), b, int([7, 8, 9])],
        [condition, int([1, 2, 3]), int([7, 8, 9])],
      ]) {
        const y = run(loosely(tf.where), inputs)
        const expected = await byTfjs(core.where as Op, inputs, backend)
        expect(y.shape).toEqual(expected.shape)
        expectClose(y.values, expected.values)
      }
      expect(tf.memory().numTensors).toBe(before)
    })
    it('promotes, and takes truth values', () => {
      expect(run(loosely(tf.where), [condition, int([1, 2, 3]), b]).dtype).toBe('float32')
      expect(run(loosely(tf.where), [bool([1, 0, 1]), bool([1, 1, 0]), bool([0, 0, 1])])).toEqual({
        shape: [3],
        dtype: 'bool',
        values: [1, 0, 0],
      })
    })
    it('has the right gradients', () => {
      expectGradients(loosely(tf.where), [condition, a, b], [1, 2])
      expectGradients(loosely(tf.where), [condition, b, column], [1, 2])
    })
  })

  it('refuses with a sentence, and leaks nothing', () => {
    const refused = (f: () => unknown, sentence: string) => {
      expect(f).toThrow(tf.ShapeError)
      expect(f).toThrow(sentence)
    }
    const before = tf.memory().numTensors
    core.tidy(() => {
      const loose = (values: Values) => make(values) as tf.Tensor
      const text = core.tensor(['a']) as unknown as tf.Tensor
      const two = loose(float([1, 2]))
      for (const [name, [op]] of Object.entries({ ...binary, ...comparisons })) {
        refused(() => op(loose(b), two), `${name}: cannot broadcast [3] with [2]: axis -1 is 3 vs 2`)
        refused(() => op(text, two), `${name}: needs numbers, got a string tensor`)
      }
      for (const [name, [op]] of Object.entries(unary)) {
        refused(() => op(text), `${name.split(' ')[0]}: needs numbers, got a string tensor`)
      }
      const truth = "needs bool, got float32; convert it with tf.cast(x, 'bool')"
      refused(() => loosely(tf.logicalAnd)(two, two), `logicalAnd: ${truth}`)
      refused(() => loosely(tf.logicalNot)(two), `logicalNot: ${truth}`)
      refused(() => loosely(tf.where)(two, two, two), `where: ${truth}`)
      refused(
        () => loosely(tf.where)(make(bool([1, 0])), two, loose(b)),
        'where: cannot broadcast [2] with [3]: axis -1 is 2 vs 3',
      )
      refused(
        // @ts-expect-error clipByValue: the lower bound must not be above the upper one, got 1.5 and 0.5
        () => tf.clipByValue(two, 1.5, 0.5),
        'clipByValue: the lower bound must not be above the upper one, got 1.5 and 0.5',
      )
      refused(
        () => tf.clipByValue(two, NaN, 0),
        'clipByValue: the lower bound must not be above the upper one, got NaN and 0',
      )
    })
    expect(tf.memory().numTensors).toBe(before)
  })
})
