import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as tf from '../../src/index.js'

// Layers that users write, and what all layers can do since they are data: records, states, masks, switches.

beforeAll(() => tf.setBackend('wasm'))
beforeEach(() => tf.setSeed(5))
const count = () => tf.memory().numTensors
const numbers = (tensor: unknown) => Array.from((tensor as tf.Tensor).dataSync())
const loose = tf.layers as unknown as { readonly [kind: string]: (config?: object) => any }
const summaryOf = (m: { summary(print: (line: string) => void): void }) => {
  const lines: string[] = []
  m.summary((line) => lines.push(line))
  return lines
}

const scale = (features: number, more: object = {}) =>
  tf.layer({
    kind: 'scale',
    weights: { gamma: tf.weight([features], { initializer: 'ones' }) },
    call:
      ({ weights }) =>
      (x: tf.AnyTensor) =>
        tf.mul(x, weights.gamma),
    ...more,
  })

describe('a layer of ones own', () => {
  it('has weights that train, and is a layer like all others', async () => {
    const layer = scale(2)
    const x = tf.input({ shape: [2] })
    const m = tf.model({ inputs: x, outputs: layer(x) as tf.SymbolicTensor<['batch', 2]> })
    expect(m.layers).toEqual([layer])
    expect(m.countParams()).toBe(2)
    expect(layer.weights.map(({ name }) => name)).toEqual([`${layer.name}/gamma`])
    m.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
    await m.fit(tf.ones([4, 2]), tf.zeros([4, 2]), { epochs: 3 })
    expect(numbers(layer.getWeights()[0])[0]).toBeLessThan(1)
    m.dispose()
  })
  it('is called on eager tensors too, and leaves nothing behind', () => {
    const layer = scale(2)
    const x = tf.tensor([[1, 2]])
    tf.dispose(layer(x) as tf.Tensor)
    const before = count()
    const y = layer(x) as tf.Tensor
    expect(numbers(y)).toEqual([1, 2])
    expect(count()).toBe(before + 1)
  })
  it('makes weights for the inputs that it meets', () => {
    const layer = tf.layer({
      weights: ([x]) => ({ kernel: tf.weight([x!.shape.at(-1) as number, 3]) }),
      call:
        ({ weights }) =>
        (x: tf.AnyTensor) =>
          tf.matMul(x, weights.kernel),
    })
    expect(layer(tf.input({ shape: [5] })).shape).toEqual(['batch', 3])
    expect(layer.weights[0]!.shape).toEqual([5, 3])
  })
  it('refuses what it does not know', () => {
    expect(() => scale(2, { wights: {} })).toThrow("scale: there is no option 'wights'")
    expect(() => tf.layer({ kind: 'lost' } as never)).toThrow("lost: 'call' is missing")
    expect(() => (scale(2) as any)(undefined)).toThrow("scale: 'x' is missing")
    expect(() => (scale(2) as any)(tf.ones([1, 2]), { trainig: true })).toThrow(
      "scale: a call has no option 'trainig'; did you mean 'training'?",
    )
    expect(() => tf.weight([1.5])).toThrow('weight: 1.5 is not a size')
    expect(() => tf.weight('a' as never)).toThrow("weight: shape is a list of numbers, got 'a'")
  })
  const call = () => (x: tf.AnyTensor) => x
  type Case = readonly [config: object, message: string]
  it.each<Case>([
    [{ call: 3 }, 'odd: call is a function, got 3'],
    [{ call, mask: 'passes' }, "odd: mask is a function, got 'passes'"],
    [{ call, trainable: 'no' }, "odd: trainable is true or false, got 'no'"],
    [{ call, state: {} }, "odd: there is no option 'state'; did you mean 'states'?"],
    [{ call, weights: [] }, 'odd: weights are a record, or a function that makes one, got []'],
    [{ call, weights: { gamma: 3 } }, "odd: weights are made by tf.weight, but 'gamma' is 3"],
    [
      { call, states: { s: tf.weight([], { regularizer: 'l2' }) } },
      "odd: the state 's' is not trained: it takes no regularizer and no constraint",
    ],
  ])('is refused when made of %o', (config, message) => {
    expect(() => tf.layer({ kind: 'odd', ...config } as never)).toThrow(message)
  })
  it.each<Case>([
    [{ call: () => 3 }, "odd: what 'call' returns is a function, got 3"],
    [{ call, weights: () => [] }, 'odd: weights are a record, or a function that makes one, got []'],
    [{ call, states: () => ({ s: tf.ones([1]) }) }, "odd: states are made by tf.weight, but 's' is"],
  ])('is refused when called on what makes %o', (config, message) => {
    const layer = tf.layer({ kind: 'odd', ...config } as never) as unknown as (x: tf.AnyTensor) => tf.AnyTensor
    expect(() => layer(tf.ones([1]))).toThrow(message)
    expect(() => layer(tf.input({ shape: [1] }))).toThrow(message)
  })
  it('gives each result a handle of its own, also what it has not made', () => {
    const outside = tf.input({ shape: [2] })
    const twice = tf.layer({ kind: 'twice', call: () => (x: tf.AnyTensor) => [x, x, tf.exp(x)] as const })
    const x = tf.tensor([1, 2])
    const results = twice(x)
    expect(new Set([x, ...results]).size).toBe(4)
    for (const each of results.slice(0, 2)) {
      expect(numbers(each)).toEqual([1, 2])
      tf.dispose(each as tf.Tensor)
    }
    expect(numbers(x)).toEqual([1, 2])
    const same = tf.layer({
      kind: 'made',
      call: () => (x: tf.AnyTensor) => {
        const y = tf.exp(x)
        return [y, y] as const
      },
    })(x)
    expect(same[0]).not.toBe(same[1])
    const outputs = twice(outside)
    expect(new Set([outside, ...outputs]).size).toBe(4)
    // They are the record's: nobody changes them.
    expect(Object.isFrozen(outputs)).toBe(true)
    const captured = tf.exp(outside)
    const hands = tf.layer({ kind: 'hands', call: () => (_: tf.AnyTensor) => captured })
    const made = hands(tf.input({ shape: [2] }))
    expect(made).not.toBe(captured)
    expect(tf.model({ inputs: outside, outputs: tf.layers.flatten()(made as tf.SymbolicTensor<['batch', 2]>) }).layers.map(({ kind }) => kind)).toEqual(['hands', 'flatten']) // prettier-ignore
  })
  it('is written to a file and read back when it says how', () => {
    expect(() => tf.serialization.toConfig(scale(2))).toThrow("scale: give tf.layer a 'config' that a file can hold")
    const own = (config: { features?: number }) => scale(config.features!, { config })
    tf.serialization.registerLayer('Scale', own)
    const written = tf.serialization.toConfig(own({ features: 3 }))
    expect(written).toMatchObject({ className: 'Scale', config: { features: 3, trainable: true } })
    const twin = tf.serialization.fromConfig(JSON.parse(JSON.stringify(written)))
    expect(tf.serialization.toConfig(twin)).toMatchObject({ className: 'Scale', config: { features: 3 } })
    expect(() => tf.serialization.toConfig(undefined as never)).toThrow("toConfig: 'layer' is missing")
    expect(() => tf.serialization.toConfig(3 as never)).toThrow(
      'toConfig: layer is a layer of the library or of tf.layer, got 3',
    )
    expect(() => tf.serialization.fromConfig({ className: 'Dens', config: {} })).toThrow(
      "fromConfig: there is no layer 'Dens'; did you mean 'Dense'?",
    )
  })
})

describe('functions of ones own in a config', () => {
  const half = (x: tf.Tensor) => tf.mul(x, 0.5)
  const unnamed = [(x: tf.Tensor) => tf.mul(x, 0.5)][0]!
  const filled = (shape: readonly number[]) => tf.fill(shape, 0.5)
  const unnamedFilled = [(shape: readonly number[]) => tf.fill(shape, 0.5)][0]!
  const sum = (x: tf.Tensor) => tf.sum(x)
  const unnamedSum = [(x: tf.Tensor) => tf.sum(x)][0]!
  it.each<readonly [config: object, kind: string]>([
    [{ kernelInitializer: filled }, 'filled'],
    [{ kernelInitializer: unnamedFilled }, 'initializer'],
    [{ kernelRegularizer: sum }, 'sum'],
    [{ kernelRegularizer: unnamedSum }, 'regularizer'],
    [{ kernelConstraint: half }, 'half'],
    [{ kernelConstraint: unnamed }, 'constraint'],
  ])('%o is used, and no file can hold it', (config, kind) => {
    const layer = loose['dense']!({ units: 2, ...config })
    expect(layer(tf.ones([1, 3])).shape).toEqual([1, 2])
    expect(() => tf.serialization.toConfig(layer)).toThrow(
      `${kind}: a function of your own cannot be written to a file`,
    )
  })
})

describe('states', () => {
  const counter = () =>
    tf.layer({
      kind: 'counter',
      states: { runs: tf.weight([], { initializer: 'zeros' }) },
      call:
        ({ states }) =>
        (x: tf.AnyTensor): readonly tf.AnyTensor[] => {
          const runs = tf.add(states.runs.read(), 1)
          states.runs.write(runs)
          return [x, runs]
        },
    })
  it('move in predict, in training and in eager calls, and begin anew', async () => {
    const layer = counter()
    const x = tf.input({ shape: [2] })
    const [y, runs] = layer(x) as readonly tf.SymbolicTensor[]
    const m = tf.model({ inputs: x, outputs: [tf.layers.dense({ units: 1 })(y!), runs!] }) as any
    const data = tf.ones([2, 2])
    expect(numbers(m.predict(data)[1])).toEqual([1])
    expect(numbers(m.predict(data)[1])).toEqual([2])
    expect(numbers((layer(data) as readonly tf.AnyTensor[])[1])).toEqual([3])
    m.resetStates()
    expect(numbers(m.predict(data)[1])).toEqual([1])
    expect(layer.weights).toEqual([])
    expect(m.countParams()).toBe(3)
  })
  it('are read as written, and move in a compiled function too', () => {
    const layer = tf.layer({
      kind: 'twice',
      states: { runs: tf.weight([], { initializer: 'zeros' }) },
      call:
        ({ states }) =>
        (x: tf.AnyTensor) => {
          for (let i = 0; i < 2; i++) states.runs.write(tf.add(states.runs.read(), 1))
          return tf.add(x, states.runs.read())
        },
    })
    const compiled = tf.jit((x: tf.Tensor) => layer(x) as tf.Tensor)
    const x = tf.tensor([10])
    expect(numbers(layer(x))).toEqual([12])
    expect(numbers(compiled(x))).toEqual([14])
    expect(numbers(compiled(x))).toEqual([16])
    expect(numbers(layer(x))).toEqual([18])
    const place = tf.input({ shape: [] })
    const m = tf.model({ inputs: place, outputs: layer(place) as tf.SymbolicTensor<['batch']> })
    expect(numbers(m.predict(x))).toEqual([20])
    m.resetStates()
    expect(numbers(compiled(x))).toEqual([12])
  })
  it('called twice in a graph go on in the order of the calls', () => {
    const layer = counter()
    const x = tf.input({ shape: [2] })
    const [y, first] = layer(x) as readonly tf.SymbolicTensor[]
    const [, second] = layer(y!) as readonly tf.SymbolicTensor[]
    const m = tf.model({ inputs: x, outputs: [first!, second!] }) as any
    expect(m.predict(tf.ones([1, 2])).map((n: unknown) => numbers(n)[0])).toEqual([1, 2])
  })
  it('of another shape are refused', () => {
    const wrong = tf.layer({
      kind: 'wrong',
      states: { s: tf.weight([2], { initializer: 'zeros' }) },
      call:
        ({ states }) =>
        (x: tf.AnyTensor) => {
          states.s.write(tf.ones([3]) as never)
          return x
        },
    })
    expect(() => wrong(tf.input({ shape: [2] }))).toThrow(
      /wrong: the state 'wrong\/s' is \[2\] float32, its new value \[3\] float32/,
    )
  })
  it('of an lstm go on from call to call', () => {
    const layer = tf.layers.lstm({ units: 2, stateful: true, returnState: true })
    const x = tf.input({ batchShape: [1, 3, 2] })
    const [y, h, c] = layer(x)
    const m = tf.model({ inputs: x, outputs: [y, h, c] })
    const data = tf.randomNormal([1, 6, 2])
    const [first, second] = tf.split(data, 2, 1)
    m.predict(first)
    const inTwo = m.predict(second)
    const whole = tf.layers.lstm({ units: 2, returnState: true })
    whole(tf.input({ shape: [6, 2] }))
    whole.setWeights(layer.getWeights())
    const atOnce = whole(data)
    atOnce.forEach((expected, i) => {
      numbers(inTwo[i]).forEach((n, k) => expect(n).toBeCloseTo(numbers(expected)[k]!, 5))
    })
    layer.resetStates()
    const again = m.predict(first)
    const begun = whole(first as tf.Tensor<[1, 3, 2]>, { initialState: [tf.zeros([1, 2]), tf.zeros([1, 2])] })
    numbers(again[0]).forEach((n, k) => expect(n).toBeCloseTo(numbers(begun[0])[k]!, 5))
  })
})

describe('masks', () => {
  const ids = () => tf.tensor([[3, 1, 0, 0]], [1, 4], 'int32')
  it('travel from an embedding through layers to an lstm, which leaves the steps out', () => {
    const embedding = tf.layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true })
    const lstm = tf.layers.lstm({ units: 2 })
    const x = tf.input({ shape: [4], dtype: 'int32' })
    const m = tf.model({ inputs: x, outputs: lstm(tf.layers.dropout({ rate: 0.5 })(embedding(x))) })
    const short = lstm(embedding(tf.tensor([[3, 1]], [1, 2], 'int32')))
    expect(numbers(m.predict(ids()))).toEqual(numbers(short))
    expect(numbers(lstm(embedding(ids())))).toEqual(numbers(short))
    expect(numbers(m(ids()))).toEqual(numbers(short))
  })
  it('go with their tensor', () => {
    const embedding = tf.layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true })
    const x = ids()
    tf.dispose(embedding(x))
    const before = count()
    tf.dispose(embedding(x))
    tf.tidy(() => void embedding(x))
    expect(count()).toBe(before)
  })
  it('are refused by layers that do not know them, unless a call goes on without', () => {
    const embedded = tf.layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true })(
      tf.input({ shape: [4], dtype: 'int32' }),
    )
    expect(() => tf.layers.flatten()(embedded)).toThrow(
      'flatten: takes no mask, but its input carries one; { mask: null } in the call goes on without it',
    )
    expect(tf.layers.flatten()(embedded, { mask: null }).shape).toEqual(['batch', 12])
    expect(() => loose['flatten']!()(embedded, { mask: tf.input({ shape: [4] }) })).toThrow('flatten: takes no mask')
    expect(() => loose['dense']!({ units: 1 })(embedded, { initialState: [] })).toThrow('dense: takes no initialState')
    const inner = tf.input({ shape: [4, 3] })
    const m = tf.model({ inputs: inner, outputs: tf.layers.dense({ units: 1 })(inner) })
    expect(() => m(embedded)).toThrow('model: takes no mask, but its input carries one')
  })
})

describe('training: true in a call', () => {
  it('of a symbolic tensor holds in predict', () => {
    const x = tf.input({ shape: [1000] })
    const m = tf.model({ inputs: x, outputs: tf.layers.dropout({ rate: 0.5, seed: 1 })(x, { training: true }) })
    const dropped = numbers(m.predict(tf.ones([1, 1000]))).filter((n) => n === 0).length
    expect(dropped).toBeGreaterThan(400)
    const without = tf.model({ inputs: x, outputs: tf.layers.dropout({ rate: 0.5, seed: 1 })(x) })
    expect(numbers(without.predict(tf.ones([1, 1000]))).every((n) => n === 1)).toBe(true)
    expect(numbers(without(tf.ones([1, 1000]), { training: true })).includes(0)).toBe(true)
  })
  it('of eager tensors: what it draws does not depend on calls of inference before', () => {
    const drawn = (calls: number) => {
      const layer = tf.layers.dropout({ rate: 0.5, seed: 3 })
      for (let i = 0; i < calls; i++) layer(tf.ones([2]))
      const [first, second] = [0, 1].map(() => numbers(layer(tf.ones([64]), { training: true })))
      expect(first).not.toEqual(second)
      return [first, second]
    }
    expect(drawn(2)).toEqual(drawn(0))
  })
  it('false holds in training', async () => {
    const x = tf.input({ shape: [2] })
    const norm = tf.layers.batchNormalization()
    const m = tf.model({ inputs: x, outputs: norm(x, { training: false }) })
    m.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' })
    await m.fit(tf.fill([4, 2], 3), tf.zeros([4, 2]))
    expect(norm.getWeights().map(numbers)).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
      [1, 1],
    ])
  })
})

describe('trainable', () => {
  it('can be switched on layers and models, also after a step', async () => {
    const [a, b] = [tf.layers.dense({ units: 2, useBias: false }), tf.layers.dense({ units: 1, useBias: false })]
    const x = tf.input({ shape: [2] })
    const m = tf
      .model({ inputs: x, outputs: b(a(x)) })
      .compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
    const [data, labels] = [tf.ones([4, 2]), tf.fill([4, 1], 9)]
    const step = async () => {
      const before = m.getWeights().map(numbers)
      await m.trainOnBatch(data, labels)
      return m.getWeights().map((weight, i) => String(numbers(weight)) !== String(before[i]))
    }
    expect(await step()).toEqual([true, true])
    a.trainable = false
    expect(await step()).toEqual([false, true])
    expect(summaryOf(m).at(-1)).toBe('Parameters: 6 (2 trainable, 4 not)')
    a.trainable = true
    expect(await step()).toEqual([true, true])
    m.trainable = false
    expect([a.trainable, b.trainable, m.trainable]).toEqual([false, false, false])
    expect(await step()).toEqual([false, false])
    m.trainable = true
    expect(await step()).toEqual([true, true])
  })
  it('keeps the statistics of a frozen batch normalisation', async () => {
    const norm = tf.layers.batchNormalization()
    const x = tf.input({ shape: [1] })
    const m = tf.model({ inputs: x, outputs: norm(x) }).compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    norm.trainable = false
    await m.fit(tf.fill([4, 1], 5), tf.zeros([4, 1]))
    expect(norm.getWeights().map(numbers)).toEqual([[1], [0], [0], [1]])
    norm.trainable = true
    await m.fit(tf.fill([4, 1], 5), tf.zeros([4, 1]))
    expect(numbers(norm.getWeights()[2])[0]).toBeGreaterThan(0)
  })
  it('is asked by variableGrads', () => {
    const layer = tf.layers.dense({ units: 1 })
    const loss = () => tf.sum(layer(tf.ones([1, 2])))
    expect(Object.keys(tf.variableGrads(loss).grads)).toHaveLength(2)
    layer.trainable = false
    expect(Object.keys(tf.variableGrads(loss).grads)).toHaveLength(0)
  })
})

describe('the record of a call', () => {
  it('is there for a layer that changes nothing', () => {
    const x = tf.input({ shape: [3], name: 'image' })
    const last = tf.layers.activation({ activation: 'linear', name: 'out' })
    const m = tf.model({ inputs: x, outputs: last(x), name: 'm' })
    expect(m.layers).toEqual([last])
    expect(summaryOf(m).map((line) => line.trimEnd())).toEqual([
      'Model: m',
      'Layer             Output shape  Params  Connected to',
      '─'.repeat(52),
      'image (input)     [batch, 3]    0',
      'out (activation)  [batch, 3]    0       image',
      '─'.repeat(52),
      'Parameters: 0 (0 trainable, 0 not)',
    ])
    expect(m.predict(tf.ones([1, 3])).dataSync()[0]).toBe(1)
  })
  it('of a model inside a model is one layer', () => {
    const x = tf.input({ shape: [3] })
    const dense = tf.layers.dense({ units: 2 })
    const inner = tf.model({ inputs: x, outputs: dense(x), name: 'inner' })
    const z = tf.input({ shape: [3] })
    const head = tf.layers.dense({ units: 1 })
    const outer = tf.model({ inputs: z, outputs: head(inner(z)) })
    expect(outer.layers).toEqual([inner, head])
    expect(summaryOf(outer).filter((line) => line.includes('inner (model)'))).toHaveLength(1)
    expect(outer.countParams()).toBe(11)
    outer.trainable = false
    expect(dense.trainable).toBe(false)
  })
  it('counts the weights of a layer that is called twice once', () => {
    const dense = tf.layers.dense({ units: 2, useBias: false, name: 'twice' })
    const x = tf.input({ shape: [2] })
    const m = tf.model({ inputs: x, outputs: dense(dense(x)) })
    const lines = summaryOf(m)
    expect(lines.filter((line) => line.startsWith('twice'))).toHaveLength(2)
    expect(lines.at(-1)).toBe('Parameters: 4 (4 trainable, 0 not)')
  })
})
