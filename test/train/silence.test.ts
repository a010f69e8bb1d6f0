import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from '../../src/index.js'

// What would be wrong, and nobody would be told, is refused by a sentence.

beforeAll(() => tf.setBackend('wasm'))

const any = (value: unknown) => value as any
const numbers = (y: unknown) => Array.from((y as tf.Tensor).dataSync())
const ones = () => tf.ones([4, 3])
function classifier(args: object = {}) {
  const x = tf.input({ shape: [3] })
  const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 4, activation: 'softmax' })(x) })
  return any(m).compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy', ...args })
}

describe('class numbers', () => {
  test.each([
    [[0, 3, 4, 1], 4],
    [[0, -1, 2, 1], -1],
    [[0, 1, 1.5, 1], 1.5],
    [[0, 1, NaN, 1], NaN],
  ])('%j', async (labels, wrong) => {
    const y = tf.tensor(labels, [4, 1])
    const sentence = (what: string) => `${what}: y holds ${wrong}, but class numbers are integers from 0 to 3`
    const own = (y: tf.AnyTensor, p: tf.AnyTensor) => tf.mean(tf.sub(p, y) as tf.Tensor<[4, 4]>, -1)
    for (const m of [
      classifier(),
      classifier({ metrics: ['accuracy'] }),
      classifier({ loss: own, metrics: ['accuracy'] }),
      classifier({ loss: own, metrics: ['sparseCategoricalCrossentropy'] }),
    ]) {
      await expect(m.fit(ones(), y)).rejects.toThrow(sentence('fit'))
      await expect(m.trainOnBatch(ones(), y)).rejects.toThrow(sentence('trainOnBatch'))
      expect(() => m.evaluate(ones(), y)).toThrow(sentence('evaluate'))
      const right = tf.tensor([0, 1, 2, 3], [4, 1])
      await expect(m.fit(ones(), right, { validationData: [ones(), y] })).rejects.toThrow(
        sentence('fit').replace('y holds', 'validationData[1] holds'),
      )
    }
    const loss = tf.train.losses.sparseCategoricalCrossentropy()
    expect(() => loss.apply(y, tf.fill([4, 4], 0.25))).toThrow(
      `sparseCategoricalCrossentropy: labels holds ${wrong}, but class numbers are integers from 0 to 3`,
    )
  })
  test('of two outputs the one that is wrong', () => {
    const x = tf.input({ shape: [3] })
    const head = () => tf.layers.dense({ units: 2, activation: 'softmax' })(x)
    const m = tf.model({ inputs: x, outputs: { a: head(), b: head() } })
    const y = { a: tf.ones([4, 1]), b: tf.fill([4, 1], 2) }
    const ready = any(m).compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' })
    expect(() => ready.evaluate(ones(), y)).toThrow('evaluate: y.b holds 2, but class numbers are integers from 0 to 1')
  })
  test('those of the last class are right', () => {
    expect(numbers(classifier().evaluate(ones(), tf.fill([4, 1], 3)))[0]).toBeGreaterThan(0)
  })
})

describe.each(['wasm', 'cpu'])('indices on %s', (backend) => {
  test('that a table does not have', async () => {
    await tf.setBackend(backend)
    const ids = tf.input({ shape: [2] })
    const layer = tf.layers.embedding({ inputDim: 4, outputDim: 2 })
    const m = tf.model({ inputs: ids, outputs: tf.mean(layer(ids), [1]) }) as any
    m.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const before = tf.memory().numTensors
    for (const [id, said] of [
      [4, 'the index 4 is not in 0 ... 3'],
      [-1, 'the index -1 is not in 0 ... 3'],
      [0.5, 'an index is no integer'],
      [NaN, 'an index is no integer'],
    ] as const) {
      // prettier-ignore
      const data = tf.tensor([[0, id]])
      const y = tf.ones([1, 2])
      expect(() => layer(data)).toThrow(`embedding: ${said}`)
      expect(() => m.predict(data)).toThrow(`embedding: ${said}`)
      await expect(m.fit(data, y)).rejects.toThrow(`embedding: ${said}`)
      tf.dispose([data, y])
    }
    expect(tf.memory().numTensors - before).toBeLessThanOrEqual(4)
    expect(numbers(m.predict(tf.tensor([[0, 3]])))).toHaveLength(2)
  })
  test('that are plain', async () => {
    await tf.setBackend(backend)
    // @ts-expect-error gather: the index 4 is not in 0 ... 3
    expect(() => tf.gather(tf.ones([4, 2]), [4])).toThrow('gather: the index 4 is not in 0 ... 3')
    expect(() => tf.gather(tf.ones([4, 2]), [1, 0.5])).toThrow('gather: an index is an integer, got 0.5')
    expect(() => tf.oneHot([[0], [1.5]], 2)).toThrow('oneHot: an index is an integer, got 1.5')
    expect(numbers(tf.gather(tf.tensor([1, 2, 3]), new Float32Array([2])))).toEqual([3])
  })
})

describe('gradients that there are not', () => {
  const steps: { readonly [name: string]: unknown } = {
    'of comparisons': (y: any, p: any) => tf.mean(tf.cast(tf.greater(p, y), 'float32') as any, -1),
    'of labels alone': (y: any) => tf.mean(tf.cast(y, 'float32') as any, -1),
  }
  test.each(Object.entries(steps))('%s', async (_, loss) => {
    const m = classifier({ loss })
    const sentence = 'the loss has no gradient for any weight: it does not depend on the predictions, or only by ops'
    const y = tf.ones([4, 1])
    await expect(m.fit(ones(), y)).rejects.toThrow(`fit: epoch 1, batch 1: ${sentence}`)
    await expect(m.trainOnBatch(ones(), y)).rejects.toThrow(`trainOnBatch: ${sentence}`)
  })
  test('of a model that is frozen: nothing was to be trained', async () => {
    const m = classifier()
    m.trainable = false
    expect((await m.fit(ones(), tf.zeros([4, 1]))).history.loss).toHaveLength(1)
  })
  test('of variables', () => {
    const v = tf.tidy(() => tf.variable(tf.ones([2])))
    const sentence =
      'variableGrads: the result depends on no trainable variable, or only through ops without a gradient; predict'
    const m = classifier()
    expect(() => tf.variableGrads(() => any(tf.sum(m.predict(ones()))))).toThrow(sentence)
    expect(() => tf.variableGrads(() => tf.scalar(1))).toThrow(sentence)
    expect(() => tf.variableGrads(() => any(tf.sum(tf.cast(tf.greater(any(v), 0), 'float32'))))).toThrow(sentence)
    expect(() => tf.jit(() => tf.variableGrads(() => tf.scalar(1)).value)()).toThrow(sentence)
    expect(Object.keys(tf.variableGrads(() => any(tf.sum(m(ones())))).grads)).toHaveLength(2)
    v.dispose()
  })
})

describe('a weight that would be a constant', () => {
  const refused = (name: RegExp) =>
    new RegExp(
      `^add: a tensor computed from '${name.source}' would be a constant in this graph, which is never trained; `,
    )
  const x = () => tf.input({ shape: [3] })
  test('the result of a variable', () => {
    const v = any(tf.tidy(() => tf.variable(tf.ones([4, 3]), true, 'table')))
    expect(() => tf.add(x(), tf.gather(v, 3))).toThrow(refused(/table/))
    expect(() => tf.add(x(), tf.mean(tf.mul(tf.square(v), 2), 0))).toThrow(refused(/table/))
    // It itself is a weight, and its value of now a constant.
    const inputs = x()
    expect(tf.model({ inputs, outputs: any(tf.add(tf.mean(inputs, 0), v)) }).countParams()).toBe(12)
    expect(tf.model({ inputs, outputs: any(tf.add(inputs, any(tf.gather(v, 3)).clone())) }).countParams()).toBe(0)
    v.trainable = false
    expect(() => tf.add(x(), tf.gather(v, 3))).not.toThrow()
    v.dispose()
  })
  test('what a layer or a model gives for numbers', () => {
    const table = tf.layers.embedding({ inputDim: 4, outputDim: 3 })
    expect(() => tf.add(x(), tf.mean(table(tf.range(0, 4, 1, 'int32')), 0))).toThrow(refused(/embedding.*/))
    const lstm = tf.layers.lstm({ units: 3 })
    expect(() => tf.add(x(), any(lstm(tf.ones([1, 2, 3]))))).toThrow(refused(/lstm.*/))
    const inputs = x()
    const m = tf.model({ inputs, outputs: tf.layers.dense({ units: 3 })(inputs) })
    expect(() => tf.add(x(), any(m(tf.ones([1, 3]))))).toThrow(refused(/dense.*/))
    expect(() => tf.add(x(), m.predict(tf.ones([1, 3])))).not.toThrow()
    table.trainable = false
    expect(() => tf.add(x(), tf.mean(table(tf.range(0, 4, 1, 'int32')), 0))).not.toThrow()
  })
  test('a trace keeps what it finds, as it says', () => {
    const v = any(tf.tidy(() => tf.variable(tf.ones([3]))))
    const twice = any(tf.mul(v, 2))
    expect(numbers(tf.jit((y: tf.Tensor) => tf.add(y, twice))(tf.ones([3])))).toEqual([3, 3, 3])
    v.dispose()
  })
})

describe('what nobody would look at', () => {
  const layer = any(tf.layers.dense({ units: 1 }))
  const place = tf.input({ shape: [3] })
  const rows: readonly (readonly [string, () => unknown, string])[] = [
    ['predict', () => classifier().predict(ones(), {}, 1), 'predict: takes x and options, got 3 arguments'],
    [
      'evaluate',
      () => classifier().evaluate(ones(), ones(), {}, 1),
      'evaluate: takes x, y and options, got 4 arguments',
    ],
    ['a call', () => layer(ones(), {}, 1), 'dense: takes x and options, got 3 arguments'],
    ['a call of a model', () => classifier()(ones(), {}, 1), 'model: takes x and options, got 3 arguments'],
    [
      'model',
      () => any(tf.model)({ inputs: place, outputs: place, nam: 'a' }),
      "model: there is no option 'nam'; did you mean 'name'?",
    ],
    [
      'model of two',
      () => any(tf.model)([], []),
      'model: takes an object of options, as in { inputs, outputs }, got []',
    ],
    [
      'input',
      () => any(tf.input)({ shape: [3], dtyp: 'int32' }),
      "input: there is no option 'dtyp'; did you mean 'dtype'?",
    ],
    ['sequential', () => any(tf.sequential)({ layers: [layer], input: 1 }), "sequential: there is no option 'input'"],
    [
      'scan',
      () => any(tf.scan)(() => [[], tf.ones([])], [], tf.ones([2]), { axes: 0 }),
      "scan: there is no option 'axes'; it takes 'axis' and 'reverse'",
    ],
    ['keepDims', () => any(tf.sum)(ones(), 0, 'no'), "sum: keepDims is true or false, got 'no'"],
    ['transposeA', () => any(tf.matMul)(ones(), ones(), 1), 'matMul: transposeA is true or false, got 1'],
    ['exclusive', () => any(tf.cumsum)(ones(), 0, 'no'), "cumsum: exclusive is true or false, got 'no'"],
    ['seed', () => any(tf.randomNormal)([1], 0, 1, 'float32', 'a'), "randomNormal: seed is an integer, got 'a'"],
    ['a seed between integers', () => tf.dropout(ones(), 0.5, undefined, 0.5), 'dropout: seed is an integer, got 0.5'],
    ['mean', () => any(tf.truncatedNormal)([1], 'a'), "truncatedNormal: mean is a number, got 'a'"],
    ['clip', () => any(tf.clipByValue)(ones(), 'a', 1), "clipByValue: clipValueMin is a number, got 'a'"],
    ['alpha', () => any(tf.leakyRelu)(ones(), '1'), "leakyRelu: alpha is a number, got '1'"],
  ]
  test.each(rows)('%s', (_, call, sentence) => {
    expect(call).toThrow(sentence)
  })
  test('fit', async () => {
    await expect(classifier().fit(ones(), ones(), {}, 1)).rejects.toThrow(
      'fit: takes x, y and options, got 4 arguments',
    )
  })
  test('null is the default', () => {
    const x = tf.tensor([[1, 5], [4, 2]]) // prettier-ignore
    expect(numbers(any(tf.cumsum)(x, null))).toEqual([1, 5, 5, 7])
    expect(numbers(any(tf.argMax)(x, null))).toEqual([1, 0])
    expect(numbers(any(tf.sum)(x, null, null))).toEqual([12])
    expect(numbers(any(tf.topk)(x, null, null).values)).toEqual([5, 4])
  })
})
