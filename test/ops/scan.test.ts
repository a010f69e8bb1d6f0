import * as core from '@tensorflow/tfjs-core'
import * as tf from 'tupleflow'
import { beforeAll, describe, expect, test } from 'vitest'
import { numericGradient } from '../support/numeric.js'

const numbers = (x: core.Tensor) => Array.from(x.dataSync())
const loosely = tf.scan as unknown as (
  step: (carry: tf.AnyTensor[], x: tf.AnyTensor) => unknown,
  init: readonly tf.AnyTensor[],
  xs: tf.AnyTensor,
  options?: { axis?: number; reverse?: boolean },
) => [tf.Tensor[], tf.Tensor]

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number) {
  expect(actual).toHaveLength(expected.length)
  const scale = Math.max(...expected.map(Math.abs))
  actual.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(tolerance * scale))
}

/** h ← tanh(h·w + x), whose order of steps matters. */
function recurrence(xs: tf.Tensor<[2, 4, 3]>, w: tf.Tensor<[3, 3]>, h0: tf.Tensor<[2, 3]>, reverse = false) {
  return tf.scan(
    ([h], x) => {
      const next = tf.tanh(tf.add(tf.matMul(h, w), x))
      return [[next], next]
    },
    [h0],
    xs,
    { axis: 1, reverse },
  )
}
/** The same in plain JavaScript. */
function byHand(xs: number[][][], w: number[][], h0: number[][], times: readonly number[]) {
  let h = h0
  const ys = xs.map((steps) => steps.map(() => [] as number[]))
  for (const t of times) {
    h = h.map((row, b) => row.map((_, j) => Math.tanh(row.reduce((sum, v, i) => sum + v * w[i]![j]!, xs[b]![t]![j]!))))
    h.forEach((row, b) => (ys[b]![t] = row))
  }
  return { last: h.flat(), ys: ys.flat(2) }
}

describe.each(['cpu', 'wasm'])('scan on %s', (backend) => {
  beforeAll(async () => {
    tf.setSeed(5)
    await tf.setBackend(backend)
  })

  test('carries sums along the first axis', () => {
    const [[total, count], running] = tf.scan(
      ([sum, n], x) => {
        const next = tf.add(sum, x)
        return [[next, tf.add(n, tf.cast(1, 'int32'))], tf.mul(next, 10)]
      },
      [tf.tensor([100, 0]), tf.zeros([], 'int32')],
      tf.tensor([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    )
    expect(numbers(total)).toEqual([109, 12])
    expect([count.dtype, ...numbers(count)]).toEqual(['int32', 3])
    expect(running.shape).toEqual([3, 2])
    expect(numbers(running)).toEqual([1010, 20, 1040, 60, 1090, 120])
  })
  test.each([false, true])('computes a recurrence along an inner axis, reverse: %s', (reverse) => {
    const [xs, w, h0] = [tf.randomNormal([2, 4, 3]), tf.randomNormal([3, 3]), tf.randomNormal([2, 3])]
    const [[last], ys] = recurrence(xs, w, h0, reverse)
    const expected = byHand(
      xs.arraySync() as number[][][],
      w.arraySync() as number[][],
      h0.arraySync() as number[][],
      reverse ? [3, 2, 1, 0] : [0, 1, 2, 3],
    )
    expect(ys.shape).toEqual([2, 4, 3])
    expectClose(numbers(last), expected.last, 1e-5)
    expectClose(numbers(ys), expected.ys, 1e-5)
  })
  test('counts axes from the back, carries nothing, and gives results of another shape and dtype', () => {
    const xs = tf.tensor([
      [1, -2, 3],
      [-4, 5, -6],
    ])
    const [carry, ys] = tf.scan((_, x) => [[], tf.greater(tf.expandDims(x, 0), 0)], [], xs, { axis: -1 })
    expect(carry).toEqual([])
    expect([ys.shape, ys.dtype]).toEqual([[1, 3, 2], 'bool'])
    expect(numbers(ys)).toEqual([1, 0, 0, 1, 1, 0])
  })
  test('one graph runs at two lengths, like the eager call', () => {
    const before = tf.memory().numTensors
    const x = tf.input({ shape: ['seq', 2] })
    for (const reverse of [false, true]) {
      const cell = (xs: tf.AnyTensor, zero: tf.AnyTensor) =>
        loosely(
          ([h], step) => {
            const next = tf.add(tf.mul(h!, 0.5), step)
            return [[next], tf.square(next)]
          },
          [zero],
          xs,
          { axis: 1, reverse },
        )
      const [[last], ys] = cell(x, tf.mul(tf.sum(x, 1), 0)) as unknown as [[tf.SymbolicTensor], tf.SymbolicTensor]
      expect(last.shape).toEqual(['batch', 2])
      expect(ys.shape).toEqual(['batch', 'seq', 2])
      const m = tf.model({ inputs: x, outputs: { last, ys } })
      const held = tf.memory().numTensors
      for (const [batch, length] of [
        [2, 3],
        [1, 7],
        [3, 3],
      ] as const) {
        tf.tidy(() => {
          const data = tf.randomNormal([batch, length, 2])
          const planned = m.predict(data) as unknown as { last: tf.Tensor; ys: tf.Tensor }
          const [[eagerLast], eagerYs] = cell(data, tf.zeros([batch, 2]))
          expect(planned.ys.shape).toEqual([batch, length, 2])
          expectClose(numbers(planned.last), numbers(eagerLast!), 1e-5)
          expectClose(numbers(planned.ys), numbers(eagerYs), 1e-5)
        })
        expect(tf.memory().numTensors).toBe(held)
      }
      m.dispose()
    }
    expect(tf.memory().numTensors).toBe(before)
  })
  test.each([false, true])('has the right gradients, reverse: %s', (reverse) => {
    tf.tidy(() => {
      const all = [tf.randomNormal([2, 4, 3]), tf.randomNormal([3, 3]), tf.randomNormal([2, 3])] as const
      const [weights, ofLast] = [core.cos(tf.range(0, 24)), core.sin(tf.range(0, 6))] as [tf.Tensor, tf.Tensor]
      const f = (xs: tf.Tensor, w: tf.Tensor, h0: tf.Tensor) => {
        const [[last], ys] = recurrence(xs as tf.Tensor<[2, 4, 3]>, w as tf.Tensor<[3, 3]>, h0 as never, reverse)
        const ofAll = tf.sum(tf.mul(tf.reshape(ys, [24]), weights))
        return tf.add(ofAll, tf.sum(tf.mul(tf.reshape(last, [6]), ofLast)))
      }
      const found = tf.grads(f)([...all])
      all.forEach((x, i) => {
        const along = (moved: core.Tensor) =>
          f(...(all.map((each, j) => (j === i ? moved : each)) as [never, never, never]))
        expect(found[i]!.shape).toEqual(x.shape)
        expectClose(numbers(found[i]!), numericGradient(along, x as core.Tensor), 2e-2)
      })
    })
  })
  test('can be differentiated twice', () => {
    // The product of all elements: its second derivative is the product of the others.
    const product = (xs: tf.Tensor) => {
      const [[all]] = tf.scan(([p], x) => [[tf.mul(p, x)], x], [tf.ones([])], xs as tf.Tensor<[3]>)
      return all
    }
    const second = tf.grad((xs: tf.Tensor) => tf.slice(tf.grad(product)(xs) as tf.Tensor<[3]>, 0, 1))
    expect(numbers(second(tf.tensor([2, 3, 5])))).toEqual([0, 5, 3])
  })
  test('uses weights and symbolic tensors from around it, and trains them', async () => {
    const before = tf.memory().numTensors
    const x = tf.input({ shape: ['seq', 2] })
    const scale = tf.input({ shape: [2] })
    const layer = tf.layers.dense({ units: 2, useBias: false })
    const v = tf.tidy(() => tf.variable(tf.tensor([0.3, -0.2])))
    const [[last]] = loosely(
      ([h], step) => {
        const next = tf.add(layer(h as tf.SymbolicTensor<['batch', 2]>), tf.mul(tf.mul(step, scale), v))
        return [[next], next]
      },
      [tf.mul(scale, 0.1)],
      x,
      { axis: 1 },
    ) as unknown as [[tf.SymbolicTensor<['batch', 2]>], unknown]
    const m = tf.model({ inputs: { x, scale }, outputs: last })
    expect(m.weights).toHaveLength(2)

    const kernel = tf.tensor([
      [0.5, -0.3],
      [0.2, 0.4],
    ])
    tf.tidy(() => m.setWeights(m.weights.map(({ shape }) => (shape.length === 2 ? kernel : v.clone()))))
    const data = { x: tf.randomNormal([3, 4, 2]), scale: tf.randomNormal([3, 2]) }
    const target = tf.randomNormal([3, 2])
    const eagerly = (w: tf.Tensor, factor: tf.Tensor) => {
      const [[h]] = tf.scan(
        ([h], step) => {
          const next = tf.add(tf.matMul(h, w as tf.Tensor<[2, 2]>), tf.mul(tf.mul(step, data.scale), factor))
          return [[next], next]
        },
        [tf.mul(data.scale, 0.1) as tf.Tensor<number[]>],
        data.x as tf.Tensor,
        { axis: 1 },
      )
      return h
    }
    const predicted = m.predict(data as never) as unknown as tf.Tensor
    tf.tidy(() => expectClose(numbers(predicted), numbers(eagerly(kernel, v as tf.Tensor)), 1e-5))

    // One step of gradient descent moves the weights along the gradient of the eager loss.
    const rate = 0.1
    const loss = (w: tf.Tensor, factor: tf.Tensor) => tf.mean(tf.square(tf.sub(eagerly(w, factor), target)))
    const was = v.clone() as tf.Tensor
    const gradients = [
      tf.tidy(() => numericGradient((w: tf.Tensor) => loss(w, was), kernel as tf.Tensor)),
      tf.tidy(() => numericGradient((factor: tf.Tensor) => loss(kernel, factor), was)),
    ]
    const compiled = m.compile({ optimizer: tf.train.sgd(rate), loss: 'meanSquaredError' })
    await (compiled as unknown as { trainOnBatch(x: unknown, y: unknown): Promise<unknown> }).trainOnBatch(data, target)
    const now = m.getWeights()
    ;[kernel, was].forEach((old, i) => {
      const moved = now.find(({ rank }) => rank === old.rank)!
      const [from, to] = [numbers(old), numbers(moved)]
      expectClose(
        from.map((value, k) => (value - to[k]!) / rate),
        gradients[i]!,
        2e-2,
      )
    })
    expect(numbers(v)).toEqual(numbers(now.find(({ rank }) => rank === 1)!))

    m.dispose()
    tf.dispose([data.x, data.scale, target, kernel, predicted, was, ...now])
    v.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
  test('can stand inside another one', () => {
    const x = tf.input({ shape: [3, 2] })
    const sumOf = (xs: tf.AnyTensor, zero: tf.AnyTensor, outer: tf.AnyTensor, axis: number) =>
      loosely(([s], each) => [[tf.add(s!, tf.mul(each, outer))], each], [zero], xs, { axis })[0][0]!
    const both = (xs: tf.AnyTensor, zero: tf.AnyTensor) =>
      loosely(([h], step) => [[sumOf(step, h!, h!, 1)], h], [zero], xs, { axis: 1 })
    const [[last], ys] = both(x, tf.add(tf.mul(tf.sum(x, [1, 2]), 0), 1)) as unknown as [[tf.SymbolicTensor], tf.Tensor]
    expect(ys.shape).toEqual(['batch', 3])
    const m = tf.model({ inputs: x, outputs: last })
    const data = tf.tensor([
      [
        [1, 2],
        [3, 4],
        [0, -2],
      ],
    ])
    // h becomes h·(1 + a + b) or, as the inner carry grows from h by h·a, the same thing.
    expect(numbers(m.predict(data as never) as unknown as tf.Tensor)).toEqual([-32])
    expect(numbers(both(data, tf.ones([1]))[0][0]!)).toEqual([-32])
    m.dispose()
  })
})

describe('what scan refuses', () => {
  const data = () => tf.ones([4, 3])
  const symbolic = () => tf.input({ shape: [4, 3] })
  const cases = [
    ['eager', () => ({ xs: data() as tf.AnyTensor, zero: tf.zeros([3]) as tf.AnyTensor, axis: 0 })],
    ['symbolic', () => ({ xs: symbolic() as tf.AnyTensor, zero: tf.sum(symbolic(), 1) as tf.AnyTensor, axis: 1 })],
  ] as const
  beforeAll(() => tf.setBackend('cpu'))

  test.each(cases)('%s: a carry of another shape', (kind, make) => {
    const { xs, zero, axis } = make()
    const [from, to] = kind === 'eager' ? ['[3]', '[1, 3]'] : ['[batch, 3]', '[1, batch, 3]']
    const call = () => loosely(([h], x) => [[tf.expandDims(h!, 0)], x], [zero], xs, { axis })
    expect(call).toThrow(tf.ShapeError)
    expect(call).toThrow(`scan: the step returns ${to} for carry 0, which is ${from}`)
  })
  test.each([
    ['the same rank', [4], '[4]'],
    ['one axis more, at the end', [3, 1], '[3, 1]'],
    ['no axis', [], '[]'],
  ])('a carry of %s', (_, shape, text) => {
    expect(() => loosely((_, x) => [[tf.ones(shape)], x], [tf.zeros([3])], data())).toThrow(
      `scan: the step returns ${text} for carry 0, which is [3]`,
    )
  })
  test.each(cases)('%s: a carry of another dtype', (_, make) => {
    const { xs, zero, axis } = make()
    expect(() => loosely(([h], x) => [[tf.cast(h!, 'int32')], x], [zero], xs, { axis })).toThrow(
      'scan: the step returns int32 for carry 0, which is float32',
    )
  })
  test.each(cases)('%s: another number of carries', (_, make) => {
    const { xs, zero, axis } = make()
    expect(() => loosely(([h], x) => [[h, h], x], [zero], xs, { axis })).toThrow(
      'scan: the step returns 2 carries, init has 1',
    )
  })
  test.each(cases)('%s: an axis that is not there', (kind, make) => {
    const { xs, zero } = make()
    const shape = kind === 'eager' ? '[4, 3]' : '[batch, 4, 3]'
    for (const axis of [3, -4, 0.5]) {
      const call = () => loosely(([h], x) => [[h], x], [zero], xs, { axis })
      expect(call).toThrow(tf.ShapeError)
      expect(call).toThrow(`scan: axis ${axis} is out of range for ${shape}`)
    }
  })
  test('an eager result of a step over symbolic tensors', () => {
    expect(() => loosely(() => [[], tf.ones([2])], [], symbolic(), { axis: 1 })).toThrow(
      'scan: over symbolic tensors, the step must return symbolic tensors',
    )
  })
  test('and keeps nothing when it does, or when the step throws', () => {
    const [xs, zero] = [data(), tf.zeros([3])]
    const before = tf.memory().numTensors
    expect(() => loosely(([h], x) => [[tf.expandDims(tf.add(h!, x), 0)], x], [zero], xs)).toThrow(tf.ShapeError)
    expect(() => loosely(([h], x) => [[tf.add(tf.add(h!, x), [1, 2])], x], [zero], xs)).toThrow(/cannot broadcast/)
    let steps = 0
    const fails = ([h]: tf.AnyTensor[], x: tf.AnyTensor) => {
      if (++steps === 3) throw new Error('enough')
      return [[tf.add(h!, x)], tf.mul(x, 2)]
    }
    expect(() => loosely(fails, [zero], xs)).toThrow('enough')
    expect(tf.memory().numTensors).toBe(before)
  })
})

test('an eager scan keeps what it returns, and nothing else', async () => {
  await tf.setBackend('wasm')
  const [xs, zero] = [tf.ones([5, 3]), tf.zeros([3])]
  const before = tf.memory().numTensors
  const [[sum], ys] = tf.scan(
    ([sum], x) => {
      const next = tf.add(tf.mul(sum, 1), x)
      return [[next], tf.mul(next, 2)]
    },
    [zero],
    xs,
  )
  expect(tf.memory().numTensors).toBe(before + 2)
  tf.dispose([sum, ys])
  expect(tf.memory().numTensors).toBe(before)
  // A carry that no step changes is still the caller's.
  const [[same], copy] = tf.scan(([h], x) => [[h], x], [zero], xs)
  tf.dispose([same, copy])
  expect(numbers(xs)).toHaveLength(15)
  expect(numbers(zero)).toHaveLength(3)
})

describe.each(['cpu', 'wasm'])('over no steps, on %s', (backend) => {
  beforeAll(() => tf.setBackend(backend).then())
  const step = ([h, n]: [tf.AnyTensor, tf.AnyTensor], x: tf.AnyTensor) => {
    const next = tf.add(tf.matMul(x, tf.ones([4, 3])), h)
    return [[next, n], tf.cast(tf.expandDims(next, 0), 'int32')]
  }
  test('scan returns what was carried in, and an empty result', () => {
    const [h, n] = [tf.fill([2, 3], 7), tf.zeros([], 'int32')]
    const before = tf.memory().numTensors
    const [carry, ys] = loosely(step as never, [h, n], tf.zeros([2, 0, 4]), { axis: 1 })
    expect(carry.map(({ shape, dtype }) => [shape, dtype])).toEqual([
      [[2, 3], 'float32'],
      [[], 'int32'],
    ])
    expect([ys.shape, ys.dtype]).toEqual([[1, 0, 2, 3], 'int32'])
    tf.dispose([...carry, ys])
    // One for the data of the scan.
    expect(tf.memory().numTensors).toBe(before + 1)
    expect(numbers(h)).toEqual(Array(6).fill(7))
  })
  test('a graph runs', async () => {
    const xs = tf.input({ shape: ['seq', 4] })
    const [[h, n], ys] = tf.scan(
      ([h, n], x) => [[tf.add(h, tf.sum(x, 1, true)), n], tf.concat([h, x], 1)],
      [tf.expandDims(tf.add(tf.sum(xs, [1, 2]), 1), 1), tf.zeros([], 'int32')],
      xs,
      { axis: 1 },
    )
    const m = tf.model({ inputs: xs, outputs: [h, ys, n] })
    const [carry, none] = m.predict(tf.ones([2, 0, 4]))
    expect(carry.arraySync()).toEqual([[1], [1]])
    expect(none.shape).toEqual([2, 0, 5])
    expect(m(tf.ones([2, 0, 4]))[1].shape).toEqual([2, 0, 5])
    expect(m.predict(tf.ones([2, 3, 4]))[1].shape).toEqual([2, 3, 5])
    const lstm = tf.layers.lstm({ units: 5, returnSequences: true })
    expect(lstm(tf.ones([2, 0, 4])).shape).toEqual([2, 0, 5])
  })
  test('the gradient of what is carried goes to what was carried in', () => {
    const f = (h: tf.Tensor<[3]>) => {
      const [[last], ys] = tf.scan(([h], x) => [[tf.mul(h, x)], tf.add(h, x)], [h], tf.zeros([0, 3]))
      return tf.sum(tf.concat([tf.mul(tf.expandDims(last), 5), ys]), 0)
    }
    expect(numbers(tf.grad(f)(tf.ones([3])))).toEqual([5, 5, 5])
  })
})
