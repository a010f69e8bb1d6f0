import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'

beforeAll(() => tf.ready())

const cube = (x: tf.Tensor) => tf.mul(tf.mul(x, x), x)

describe('grad', () => {
  test('is the derivative of the sum', () => {
    expect([
      ...tf
        .grad(cube)(tf.tensor([1, 2]))
        .dataSync(),
    ]).toEqual([3, 12])
  })
  test('can be weighted', () => {
    expect([
      ...tf
        .grad(cube)(tf.tensor([1, 2]), tf.tensor([10, 1]))
        .dataSync(),
    ]).toEqual([30, 12])
  })
  test('can be differentiated again, and once more', () => {
    const second = tf.grad((x: tf.Tensor) => tf.grad(cube)(x))
    const third = tf.grad((x: tf.Tensor) => second(x))
    expect([...second(tf.tensor([1, 2])).dataSync()]).toEqual([6, 12])
    expect([...third(tf.tensor([1, 2])).dataSync()]).toEqual([6, 6])
  })
  test('sees JavaScript branches and values', () => {
    const f = (x: tf.Tensor) => (x.dataSync()[0]! > 0 ? tf.mul(x, 3) : tf.mul(x, x))
    expect(
      tf
        .grad(f)(tf.tensor([2]))
        .dataSync()[0],
    ).toBe(3)
    expect(
      tf
        .grad(f)(tf.tensor([-2]))
        .dataSync()[0],
    ).toBe(-4)
  })
  test('does not mind that the function disposes its own intermediates', () => {
    const f = (x: tf.Tensor) =>
      tf.tidy(() => {
        const squared = tf.mul(x, x)
        const y = tf.mul(squared, x)
        squared.dispose()
        return y
      })
    expect(
      tf
        .grad(f)(tf.tensor([2]))
        .dataSync()[0],
    ).toBe(12)
  })
  test('says so when the result does not depend on the argument', () => {
    expect(() => tf.grad(() => tf.tensor([1]))(tf.tensor([2]))).toThrow(/does not depend on argument 0/)
  })
  test('refuses a dy of another shape', () => {
    expect(() => tf.grad(cube)(tf.tensor([1, 2]), tf.tensor([1]))).toThrow('grad: dy is [1], the function returned [2]')
  })
})

test('grads, valueAndGrad and valueAndGrads', () => {
  const f = (a: tf.Tensor<[2]>, b: tf.Tensor<[2]>) => tf.sum(tf.mul(a, b))
  const [a, b] = [tf.tensor([1, 2]), tf.tensor([3, 4])]
  const [da, db] = tf.grads(f)([a, b])
  expect([...da.dataSync(), ...db.dataSync()]).toEqual([3, 4, 1, 2])
  const both = tf.valueAndGrads(f)([a, b])
  expect([both.value.dataSync()[0], ...both.grads[1].dataSync()]).toEqual([11, 1, 2])
  const one = tf.valueAndGrad(cube)(tf.tensor([2]))
  expect([one.value.dataSync()[0], one.grad.dataSync()[0]]).toEqual([8, 12])
})

test('variableGrads finds the variables that take part', () => {
  const w = tf.variable(tf.tensor([2, 3]), true, 'grad-test-w')
  const unused = tf.variable(tf.tensor([1]), true, 'grad-test-unused')
  const { value, grads } = tf.variableGrads(() => tf.sum(tf.square(w)))
  expect(value.dataSync()[0]).toBe(13)
  expect(Object.keys(grads)).toEqual(['grad-test-w'])
  expect([...grads['grad-test-w']!.dataSync()]).toEqual([4, 6])
  w.dispose()
  unused.dispose()
})

describe('customGrad', () => {
  const clipped = tf.customGrad((x: tf.Tensor, save: tf.GradSaveFunc) => {
    const y = tf.square(x)
    save([x])
    return { value: y, gradFunc: (dy, [saved]) => tf.mul(dy, tf.mul(saved!, 10)) }
  })
  test('replaces the gradient', () => {
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => clipped(x))(tf.tensor([3]))
    expect([value.dataSync()[0], grad.dataSync()[0]]).toEqual([9, 30])
  })
  test('inside a larger function, and in training', async () => {
    const f = (x: tf.Tensor) => tf.mul(clipped(tf.mul(x, 2)), 3)
    expect(
      tf
        .grad(f)(tf.tensor([1]))
        .dataSync()[0],
    ).toBeCloseTo(3 * 20 * 2)
  })
  describe('in a graph', () => {
    type Seq = tf.SymbolicTensor<['batch', 'seq', 3]>
    const x = tf.input({ shape: ['seq', 3] })
    const values = () => tf.tensor([[[1, 2, 3]]])
    /** The gradient of a scale in front of the function, which moves by it in one step. */
    const gradientOf = async (f: (x: Seq) => tf.SymbolicTensor) => {
      const scale = tf.tidy(() => tf.variable(tf.ones([3])))
      const m = tf.model({ inputs: x, outputs: f(tf.mul(x, scale as object as tf.Tensor<[3]>)) })
      m.compile({ optimizer: tf.train.sgd(1), loss: (_, y) => tf.sum(y) })
      const data = values()
      await m.trainOnBatch(data, data)
      const moved = Array.from(scale.dataSync(), (value) => 1 - value)
      m.dispose()
      tf.dispose([scale, data])
      return moved
    }
    // Of y = x² with a gradient of 10 x dy, at x = [1, 2, 3] times a scale of 1.
    const expected = [10, 40, 90]

    test.each<[string, (x: Seq) => tf.SymbolicTensor]>([
      [
        'saves its argument',
        tf.customGrad((x: Seq, save: tf.GradSaveFunc) => {
          save([x])
          return { value: tf.square(x), gradFunc: (dy, [saved]) => tf.mul(dy, tf.mul(saved!, 10)) }
        }),
      ],
      [
        'closes over its argument',
        tf.customGrad((x: Seq) => ({ value: tf.square(x), gradFunc: (dy) => tf.mul(dy, tf.mul(x, 10)) })),
      ],
      [
        'closes over its value, what comes in between, and its shape',
        tf.customGrad((x: Seq) => {
          const [five, value] = [tf.mul(x, 5), tf.square(x)]
          const twice = (dy: tf.AnyTensor) => tf.add(tf.mul(dy, five), tf.mul(dy, tf.div(tf.mul(value, 5), x)))
          const there = (dy: tf.AnyTensor) => tf.reshape(tf.reshape(twice(dy), ['batch*seq', 3]), ['batch', 'seq', 3])
          return { value, gradFunc: there }
        }),
      ],
    ])('that %s', async (_, f) => {
      const before = tf.memory().numTensors
      expect(await gradientOf(f)).toEqual(expected)
      expect(tf.memory().numTensors).toBe(before)
      // The model as a function of real tensors.
      const m = tf.model({ inputs: x, outputs: f(x) })
      const slope = tf.grad((z: tf.Tensor<[1, 1, 3]>) => m(z))(values())
      expect([...slope.dataSync()]).toEqual([10, 20, 30])
      tf.dispose(slope)
    })
    test('that draws numbers of a seed: those of the eager call', () => {
      const half = (x: tf.AnyTensor) => ({ value: x, gradFunc: (dy: tf.AnyTensor) => tf.dropout(dy, 0.5, null, 7) })
      const [ones, eager] = [tf.ones([1, 20, 3]), tf.customGrad((x: tf.Tensor) => half(x))]
      const m = tf.model({ inputs: x, outputs: tf.customGrad((x: Seq) => half(x))(x) as tf.SymbolicTensor })
      const [expected, slope] = [tf.grad(eager as never)(ones), tf.grad((z: tf.Tensor<[1, 20, 3]>) => m(z))(ones)]
      expect(new Set(expected.dataSync())).toEqual(new Set([0, 2]))
      expect(slope.dataSync()).toEqual(expected.dataSync())
      tf.dispose([ones, expected, slope])
    })
    test('that gives an eager tensor, and one that closes over a part of a tensor', async () => {
      const flat = tf.customGrad((x: Seq) => ({ value: tf.square(x), gradFunc: () => tf.fill([1, 1, 3], 7) }))
      expect(await gradientOf(flat)).toEqual([7, 14, 21])
      const others = (z: Seq) => {
        const [first, second, third] = tf.split(z, 3, 2)
        const f = tf.customGrad((a: tf.SymbolicTensor<['batch', 'seq', 1]>) => ({
          value: a,
          gradFunc: (dy) => tf.mul(dy, tf.add(second, third)),
        }))
        return f(first)
      }
      expect(await gradientOf(others)).toEqual([5, 0, 0])
    })
  })
  test('of a value that has another shape than the argument, in a graph', async () => {
    const seen: unknown[] = []
    const total = tf.customGrad((x: tf.SymbolicTensor<['batch', 3]>) => ({
      value: tf.sum(x, -1),
      gradFunc(dy) {
        seen.push(dy.shape)
        return tf.mul(tf.expandDims(dy as tf.SymbolicTensor<['batch']>, -1), [1, 2, 3])
      },
    }))
    const x = tf.input({ shape: [3] })
    const scale = tf.variable(tf.ones([3]))
    const m = tf.model({ inputs: x, outputs: total(tf.mul(x, scale as object as tf.Tensor<[3]>)) })
    m.compile({ optimizer: tf.train.sgd(1), loss: (_, y) => tf.sum(y) })
    await m.trainOnBatch(tf.ones([2, 3]), tf.ones([2]))
    expect([...scale.dataSync()]).toEqual([-1, -3, -5])
    expect(seen).toEqual([['batch']])
    m.dispose()
    scale.dispose()
  })
  test('leaves nothing but its value', () => {
    const x = tf.tensor([1, 2])
    const before = tf.memory().numTensors
    const y = clipped(x)
    expect(tf.memory().numTensors).toBe(before + 1)
    tf.dispose([x, y])
  })
  test('counts its gradients', () => {
    const wrong = tf.customGrad((x: tf.Tensor, y: tf.Tensor) => ({ value: tf.add(x, y), gradFunc: (dy) => dy }))
    expect(() => tf.grads(wrong)([tf.tensor([1]), tf.tensor([1])])).toThrow(
      'customGrad: gradFunc returns 1 gradients for 2 arguments',
    )
  })
})

describe('memory', () => {
  const count = () => tf.memory().numTensors
  test('only the results stay', () => {
    const x = tf.tensor([1, 2])
    const before = count()
    const slope = tf.grad((y: tf.Tensor) => tf.grad(cube)(y))(x)
    expect(count()).toBe(before + 1)
    slope.dispose()
    const { value, grads } = tf.valueAndGrads((a: tf.Tensor, b: tf.Tensor) => tf.mul(a, b))([x, x])
    expect(count()).toBe(before + 3)
    tf.dispose([value, ...grads])
    expect(count()).toBe(before)
    x.dispose()
  })
  test('nothing stays after an error', () => {
    const x = tf.tensor([1, 2])
    const before = count()
    const fails = (y: tf.Tensor) => {
      const wrong: tf.Tensor = tf.zeros([3])
      return tf.add(tf.mul(y, y), wrong)
    }
    expect(() => tf.grad(fails)(x)).toThrow('add: cannot broadcast [2] with [3]: axis -1 is 2 vs 3')
    const counted = (y: tf.Tensor) => tf.cast(tf.argMax(y), 'float32')
    expect(() => tf.grad(counted)(x)).toThrow('does not depend on argument 0')
    expect(count()).toBe(before)
    x.dispose()
  })
})
