import * as core from '@tensorflow/tfjs-core'
import * as tf from 'tupleflow'
import { beforeAll, describe, expect, it } from 'vitest'
import { numericGradient } from '../support/numeric.js'

type Eager = tf.Tensor<number[], tf.DType>
type Op = (x: Eager) => Eager
type Axis = number | number[] | null
type Reduce = (x: Eager, axis?: Axis, keepDims?: boolean) => Eager
type CoreReduce = (x: core.Tensor, axis?: number | number[], keepDims?: boolean) => core.Tensor

/** The rules of an op that takes anything are those at run time. */
const loosely = (op: unknown) => op as Op

const shape = [2, 3, 4]
/** Different everywhere, and not in order. */
const floats = Float32Array.from({ length: 24 }, (_, i) => Math.sin(12.9898 * (i + 1)) * 2)
const input = (dtype: 'float32' | 'int32' | 'bool' = 'float32', of = shape) => {
  const values = floats.slice(
    0,
    of.reduce((product, size) => product * size, 1),
  )
  return core.tensor(
    dtype === 'float32' ? values : values.map(Math.round).map((v) => (dtype === 'bool' ? +(v > 0) : v)),
    of,
    dtype,
  ) as Eager
}

function run(op: Op, x: () => Eager) {
  return core.tidy(() => {
    const y = op(x())
    return { shape: y.shape, dtype: y.dtype as string, values: Array.from(y.dataSync()) }
  })
}
async function byTfjs(op: (x: core.Tensor) => core.Tensor, x: () => Eager, backend: string) {
  await tf.setBackend('cpu')
  const expected = run(op as Op, x)
  await tf.setBackend(backend)
  return expected
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
function expectGradient(op: Op, x: () => Eager) {
  core.tidy(() => {
    const at = x()
    const y = op(at)
    const dy = core.reshape(core.cos(core.range(0, y.size)), y.shape) as tf.Tensor
    const gradient = tf.grad(op)(at, dy)
    expect(gradient.shape).toEqual(at.shape)
    expectClose(
      Array.from(gradient.dataSync()),
      numericGradient(op as (x: core.Tensor) => core.Tensor, at, dy, 1e-3),
      2e-2,
    )
  })
}

const numbers = {
  sum: [tf.sum, core.sum],
  mean: [tf.mean, core.mean],
  max: [tf.max, core.max],
  min: [tf.min, core.min],
  prod: [tf.prod, core.prod],
  logSumExp: [tf.logSumExp, core.logSumExp],
} as object as { [name: string]: readonly [Reduce, CoreReduce] }
const axes: Axis[] = [null, 0, 1, 2, -1, -3, [0, 1], [2, 0], [-1, 1], [0, 1, 2], []]

describe.each(['cpu', 'wasm'])('reductions on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend)
  })

  describe.each(Object.entries(numbers))('%s', (name, [op, reference]) => {
    it.each(axes)('gives the numbers of tfjs over %j', async (axis) => {
      const before = tf.memory().numTensors
      for (const keepDims of [false, true]) {
        const y = run((x) => op(x, axis, keepDims), input)
        const expected = await byTfjs((x) => reference(x, axis as number, keepDims), input, backend)
        expect(y).toMatchObject({ shape: expected.shape, dtype: 'float32' })
        expectClose(y.values, expected.values)
      }
      expect(tf.memory().numTensors).toBe(before)
    })
    it('takes whole numbers and truth values', async () => {
      const whole = () => input('int32')
      const y = run((x) => op(x, 1), whole)
      // tfjs cuts the fraction off: its log keeps int32.
      const ofFloat = name === 'logSumExp' ? (x: core.Tensor) => core.cast(x, 'float32') : (x: core.Tensor) => x
      const expected = await byTfjs((x) => reference(ofFloat(x), 1), whole, backend)
      expect(y).toMatchObject({ shape: [2, 4], dtype: expected.dtype })
      expectClose(y.values, expected.values)

      const truth = run(
        (x) => op(x, 1),
        () => input('bool'),
      )
      const counted = run(
        (x) => op(tf.cast(x, 'int32') as Eager, 1),
        () => input('bool'),
      )
      expectClose(truth.values, counted.values)
      expect(truth.dtype).toBe({ sum: 'int32', prod: 'int32', max: 'bool', min: 'bool' }[name] ?? 'float32')
    })
    it('takes a scalar', () => {
      expect(run(op as Op, () => input('float32', []))).toMatchObject({ shape: [] })
    })
    it.each(axes)('has the right gradient over %j', (axis) => {
      expectGradient((x) => op(x, axis), input)
      expectGradient((x) => op(x, axis, true), input)
    })
    it('says what it is over no elements', () => {
      const wanted = { sum: 0, mean: NaN, max: -Infinity, min: Infinity, prod: 1, logSumExp: -Infinity }[name]
      expect(
        run(
          (x) => op(x, 1, true),
          () => core.zeros([2, 0]) as Eager,
        ),
      ).toEqual({
        shape: [2, 1],
        dtype: 'float32',
        values: [wanted, wanted],
      })
      expect(
        run(
          (x) => op(x, 0),
          () => core.zeros([2, 0]) as Eager,
        ),
      ).toMatchObject({ shape: [0] })
      expect(
        run(
          (x) => op(x, 1),
          () => core.zeros([0, 2, 3]) as Eager,
        ),
      ).toMatchObject({ shape: [0, 3] })
    })
  })

  it('bounds the extremes of no whole numbers', () => {
    const none = () => core.zeros([0], 'int32') as Eager
    expect(run(loosely(tf.max), none)).toEqual({ shape: [], dtype: 'int32', values: [-(2 ** 31)] })
    expect(run(loosely(tf.min), none)).toEqual({ shape: [], dtype: 'int32', values: [2 ** 31 - 1] })
  })
  it('gives the gradient of an extreme to all that equal it', () => {
    const tied = () => core.tensor([3, 1, 3, 1]) as Eager
    expect(run((x) => tf.grad((z: Eager) => tf.max(z) as Eager)(x), tied).values).toEqual([1, 0, 1, 0])
    expect(run((x) => tf.grad((z: Eager) => tf.min(z) as Eager)(x), tied).values).toEqual([0, 1, 0, 1])
  })
  it('differentiates a product with zeros', () => {
    const zeros = () => core.tensor([2, 0, 3, 0, 0, 1], [2, 3]) as Eager
    expect(run((x) => tf.grad((z: Eager) => tf.prod(z, 1) as Eager)(x), zeros).values).toEqual([0, 6, 0, 0, 0, 0])
  })
  it('does not overflow', () => {
    expectClose(
      run(
        (x) => tf.logSumExp(x) as Eager,
        () => core.tensor([1000, 1000]) as Eager,
      ).values,
      [1000 + Math.LN2],
    )
  })

  it('refuses an axis that is named twice', () => {
    const x = input()
    for (const op of [...Object.values(numbers).map(([op]) => op), tf.reverse as object as Reduce]) {
      expect(() => op(x, [1, -2])).toThrow('axis -2 of [2, 3, 4] is named twice')
      expect(() => op(x, [1, 1, 3])).toThrow('axis 1 of [2, 3, 4] is named twice')
      expect(() => op(x, [1, 3, 1])).toThrow('axis 3 is out of range for [2, 3, 4]')
    }
    x.dispose()
  })

  it.each(axes)('all and any over %j', async (axis) => {
    const truth = () => input('bool')
    for (const keepDims of [false, true]) {
      for (const [op, reference] of [
        [tf.all, core.all],
        [tf.any, core.any],
      ] as object as readonly (readonly [Reduce, CoreReduce])[]) {
        const expected = await byTfjs((x) => reference(x, axis as number, keepDims), truth, backend)
        expect(run((x) => op(x, axis, keepDims), truth)).toEqual(expected)
      }
    }
    expect(
      run(
        (x) => tf.all(x as tf.Tensor<number[], 'bool'>, 1) as Eager,
        () => core.zeros([1, 0], 'bool') as Eager,
      ).values,
    ).toEqual([1])
    expect(
      run(
        (x) => tf.any(x as tf.Tensor<number[], 'bool'>, 1) as Eager,
        () => core.zeros([1, 0], 'bool') as Eager,
      ).values,
    ).toEqual([0])
  })

  it.each([0, 1, 2, -1, -2, undefined])('argMax and argMin over %j', async (axis) => {
    for (const dtype of ['float32', 'int32'] as const) {
      const x = () => input(dtype)
      for (const [op, reference] of [
        [tf.argMax, core.argMax],
        [tf.argMin, core.argMin],
      ] as object as readonly (readonly [Reduce, CoreReduce])[]) {
        expect(run((z) => op(z, axis), x)).toEqual(await byTfjs((z) => reference(z, axis), x, backend))
      }
    }
    expect(
      run(
        (x) => tf.argMax(x, 1) as Eager,
        () => core.zeros([0, 2, 3]) as Eager,
      ),
    ).toMatchObject({ shape: [0, 3] })
    expect(run(loosely(tf.argMax), () => core.tensor([0, 1, 1], [3], 'bool') as Eager)).toEqual({
      shape: [],
      dtype: 'int32',
      values: [1],
    })
  })

  describe.each([
    ['cumsum', tf.cumsum, core.cumsum],
    ['cumprod', tf.cumprod, core.cumprod],
  ] as object as readonly (readonly [
    string,
    (x: Eager, axis?: number, exclusive?: boolean, reverse?: boolean) => Eager,
    (x: core.Tensor, axis?: number, exclusive?: boolean, reverse?: boolean) => core.Tensor,
  ])[])('%s', (_, op, reference) => {
    it.each([undefined, 0, 1, 2, -1])('along %j', async (axis) => {
      // tfjs does not count from the back.
      const front = axis === -1 ? 2 : axis
      for (const exclusive of [false, true]) {
        for (const reverse of [false, true]) {
          const expected = await byTfjs((x) => reference(x, front, exclusive, reverse), input, backend)
          const y = run((x) => op(x, axis, exclusive, reverse), input)
          expect(y).toMatchObject({ shape, dtype: 'float32' })
          expectClose(y.values, expected.values)
          expectGradient((x) => op(x, axis, exclusive, reverse), input)
        }
      }
    })
    it('counts truth values, and takes no elements', () => {
      expect(
        run(
          (x) => op(x, 1),
          () => core.zeros([0, 2, 3]) as Eager,
        ),
      ).toMatchObject({ shape: [0, 2, 3] })
      expect(
        run(
          (x) => op(x),
          () => core.tensor([1, 1, 0], [3], 'bool') as Eager,
        ).dtype,
      ).toBe('int32')
    })
  })

  describe('softmax and logSoftmax', () => {
    it.each([0, 1, 2, -1, -2, -3])('along %j', async (axis) => {
      const before = tf.memory().numTensors
      // tfjs takes the last axis only.
      const perm = [0, 1, 2].filter((i) => i !== (axis + 3) % 3).concat((axis + 3) % 3)
      const back = [0, 1, 2].map((i) => perm.indexOf(i))
      const moved = (op: (x: core.Tensor) => core.Tensor) => (x: core.Tensor) =>
        core.transpose(op(core.transpose(x, perm)), back)
      for (const [op, reference] of [
        [(x: Eager) => tf.softmax(x, axis), moved(core.softmax)],
        [(x: Eager) => tf.logSoftmax(x, axis), moved(core.logSoftmax)],
      ] as readonly [Op, (x: core.Tensor) => core.Tensor][]) {
        for (const of of [shape, [2, 1, 4]]) {
          const expected = await byTfjs(reference, () => input('float32', of), backend)
          const y = run(op, () => input('float32', of))
          expect(y).toMatchObject({ shape: of, dtype: 'float32' })
          expectClose(y.values, expected.values)
        }
        expectGradient(op, input)
        expect(run(op, () => input('int32')).dtype).toBe('float32')
        expect(run(op, () => core.zeros([0, 2, 3]) as Eager)).toMatchObject({ shape: [0, 2, 3] })
      }
      expect(tf.memory().numTensors).toBe(before)
    })
    it('are stable', () => {
      const large = () => core.tensor([1000, 1001, -1000]) as Eager
      expectClose(run(loosely(tf.softmax), large).values, [0.26894, 0.73106, 0])
      expectClose(run(loosely(tf.logSoftmax), large).values, [-1.31326, -0.31326, -2001.31326])
      const slope = run((x) => tf.grad((z: Eager) => tf.logSoftmax(z) as Eager)(x, tf.tensor([1, 0, 0])), large)
      expectClose(slope.values, [1 - 0.26894, -0.73106, 0])
    })
  })

  it('refuses with a sentence, and leaks nothing', () => {
    const refused = (f: () => unknown, sentence: string) => {
      expect(f).toThrow(tf.ShapeError)
      expect(f).toThrow(sentence)
    }
    const before = tf.memory().numTensors
    core.tidy(() => {
      const x = core.zeros([3, 4]) as Eager
      const text = core.tensor(['a']) as unknown as Eager
      const scalar = core.scalar(1) as Eager
      for (const [name, [op]] of Object.entries(numbers)) {
        refused(() => op(x, 2), `${name}: axis 2 is out of range for [3, 4]`)
        refused(() => op(x, [0, -3]), `${name}: axis -3 is out of range for [3, 4]`)
        refused(() => op(x, 0.5), `${name}: axis 0.5 is out of range for [3, 4]`)
        refused(() => op(text), `${name}: needs numbers, got a string tensor`)
      }
      const { argMax, argMin, cumsum, cumprod, softmax, logSoftmax } = tf as unknown as Record<string, Reduce>
      for (const [name, op] of Object.entries({ argMax, argMin, cumsum, cumprod, softmax, logSoftmax })) {
        refused(() => op!(x, 2), `${name}: axis 2 is out of range for [3, 4]`)
        refused(() => op!(scalar), `${name}: axis ${name.endsWith('oftmax') ? -1 : 0} is out of range for []`)
        refused(() => op!(text), `${name}: needs numbers, got a string tensor`)
      }
      refused(() => (loosely(tf.any) as Reduce)(x), "any: needs bool, got float32; convert it with tf.cast(x, 'bool')")
      refused(() => (loosely(tf.all) as Reduce)(x), "all: needs bool, got float32; convert it with tf.cast(x, 'bool')")
    })
    expect(tf.memory().numTensors).toBe(before)
  })
})
