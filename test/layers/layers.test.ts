import * as core from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import * as tf from '../../src/index.js'
import { clean, numbers } from '../support/tensors.js'

// What holds for all layers, and for models made of them.

beforeAll(async () => {
  tf.setSeed(3)
  await tf.setBackend('wasm')
})
const count = () => tf.memory().numTensors
/** Configs and inputs that the compiler would refuse. */
const loose = tf.layers as unknown as { readonly [name: string]: (config?: object) => any }
/** A variable, typed as what it is in a graph. */
function variable<S extends number[]>(value: tf.Tensor<S>): core.Variable & tf.Tensor<S> {
  const made = tf.variable(value)
  value.dispose()
  return made as core.Variable & tf.Tensor<S>
}

describe('a call', () => {
  it('is a function or .apply, on both kinds of tensors', () =>
    clean(() => {
      const dense = tf.layers.dense({ units: 2, useBias: false })
      const x = tf.input({ shape: [3] })
      expect(dense(x).shape).toEqual(['batch', 2])
      expect(dense.apply(x).shape).toEqual(['batch', 2])
      const ones = tf.ones([3, 2])
      dense.setWeights([ones])
      ones.dispose()
      const m = tf.model({ inputs: x, outputs: dense(x) })
      tf.tidy(() => {
        expect(numbers(dense(tf.ones([1, 3])))).toEqual([3, 3])
        expect(numbers(dense.apply(tf.ones([1, 3])))).toEqual([3, 3])
      })
      m.dispose()
    }))
  it('twice shares the weights', () =>
    clean(() => {
      const dense = tf.layers.dense({ units: 3 })
      const x = tf.input({ shape: [3] })
      const m = tf.model({ inputs: x, outputs: dense(dense(x)) })
      expect(m.countParams()).toBe(12)
      expect(m.weights).toHaveLength(2)
      expect(m.layers).toEqual([dense])
      m.dispose()
    }))
  it('with an input that the weights do not fit is refused', () => {
    const dense = tf.layers.dense({ units: 2 })
    dense(tf.input({ shape: [10] }))
    expect(() => dense(tf.input({ shape: [12] }))).toThrow(
      'dense: its weights were made for [batch, 10] and do not fit [batch, 12]',
    )
    const conv = tf.layers.conv2d({ filters: 2, kernelSize: 3 })
    conv(tf.input({ shape: [8, 8, 3] }))
    expect(conv(tf.input({ shape: [5, 9, 3] })).shape).toEqual(['batch', 3, 7, 2])
    expect(() => conv(tf.input({ shape: [8, 8, 1] }))).toThrow(
      'conv2d: its weights were made for [batch, 8, 8, 3] and do not fit [batch, 8, 8, 1]',
    )
    tf.tidy(() => {
      expect(() => dense(tf.ones([4, 12]))).toThrow(
        'dense: its weights were made for [batch, 10] and do not fit [4, 12]',
      )
    })
  })
  it('is checked against inputShape', () => {
    const dense = tf.layers.dense({ units: 2, inputShape: [10] }) as any
    expect(() => dense(tf.input({ shape: [12] }))).toThrow(
      'dense: expects [batch, 10], got [batch, 12]: axis 1 is 10 vs 12',
    )
    expect(() => dense(tf.input({ shape: [2, 10] }))).toThrow(
      'dense: expects [batch, 10], got [batch, 2, 10]: the ranks differ',
    )
    expect(dense(tf.input({ shape: [10] })).shape).toEqual(['batch', 2])
  })
  it('needs sizes that are known for its weights', () => {
    // @ts-expect-error dense: needs a known size on axis -1 of [batch, seq] to make its weights, got seq
    expect(() => tf.layers.dense({ units: 2 })(tf.input({ shape: ['seq'] }))).toThrow(
      'dense: needs a known size on axis -1 of [batch, seq] to make its weights, got seq',
    )
  })
  it('that fails says the layer in the sentence and its name in a field', () => {
    const x = tf.input({ shape: [8, 8] })
    const conv = loose['conv2d']!({ filters: 2, kernelSize: 3, name: 'eyes' })
    try {
      conv(x)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(tf.ShapeError)
      expect(error).toMatchObject({
        layer: 'eyes',
        op: 'conv2d',
        message: 'conv2d: needs rank 4, [batch, height, width, channels], got [batch, 8, 8]',
      })
    }
  })
})

describe('the dtype of a layer is float32, as its type says', () => {
  const layers = {
    activation: { activation: 'linear' },
    averagePooling2d: {},
    batchNormalization: {},
    conv2d: { filters: 2, kernelSize: 1 },
    dense: { units: 2 },
    depthwiseConv2d: { kernelSize: 2 },
    dropout: { rate: 0.5 },
    globalAveragePooling2d: {},
    globalMaxPooling2d: {},
    maxPooling2d: {},
    reLU: {},
    softmax: {},
  }
  const merging = { add: {}, concatenate: {} }
  it.each(Object.entries({ ...layers, ...merging }))('%s of whole numbers and truth values', (kind, config) =>
    clean(() => {
      const several = kind in merging
      const layer = loose[kind]!(config) as (x: unknown) => tf.Tensor & tf.SymbolicTensor
      for (const dtype of ['int32', 'bool'] as const) {
        const place = tf.input({ shape: [4, 4, 2], dtype })
        const y = layer(several ? [place, tf.input({ shape: [4, 4, 2] })] : place)
        expect(y.dtype).toBe('float32')
        tf.tidy(() => {
          const ones = tf.ones([1, 4, 4, 2], dtype)
          const floats = tf.ones([1, 4, 4, 2])
          const eager = layer(several ? [ones, floats] : ones)
          expect(eager.dtype).toBe('float32')
          expect(numbers(eager)).toEqual(numbers(layer(several ? [floats, floats] : floats)))
          if (!several) {
            const planned = tf.model({ inputs: place, outputs: y }).predict(ones)
            expect([planned.dtype, numbers(planned)]).toEqual(['float32', numbers(eager)])
          }
        })
      }
      for (const weight of (layer as unknown as { weights: { dispose(): void }[] }).weights) weight.dispose()
    }),
  )
})

describe('weights', () => {
  it('are read and set in order, all or none', () =>
    clean(() => {
      const dense = tf.layers.dense({ units: 2, name: 'head' })
      expect(dense.weights).toEqual([])
      expect(dense.countParams()).toBe(0)
      const x = tf.input({ shape: [3] })
      const m = tf.model({ inputs: x, outputs: dense(x) })
      expect(dense.weights.map(({ name, shape }) => [name, shape])).toEqual([
        ['head/kernel', [3, 2]],
        ['head/bias', [2]],
      ])
      expect(dense.countParams()).toBe(8)
      tf.tidy(() => {
        const values = [tf.tensor([[1, 2], [3, 4], [5, 6]]), tf.tensor([7, 8])] // prettier-ignore
        dense.setWeights(values)
        expect(dense.getWeights().map(numbers)).toEqual([
          [1, 2, 3, 4, 5, 6],
          [7, 8],
        ])
        expect(() => dense.setWeights([values[0]!])).toThrow('dense: setWeights needs 2 tensors, got 1')
        expect(() => dense.setWeights([tf.zeros([3, 2]), tf.zeros([3])])).toThrow(
          "dense: weight 1 ('head/bias') is [2], got [3]",
        )
        expect(dense.getWeights().map(numbers)).toEqual([
          [1, 2, 3, 4, 5, 6],
          [7, 8],
        ])
        expect(numbers(m.predict(tf.ones([1, 3])))).toEqual([16, 20])
      })
      m.dispose()
    }))
  it('set after a prediction are used by the next', () =>
    clean(() => {
      const x = tf.input({ shape: [4, 4, 1] })
      const h = tf.layers.conv2d({ filters: 1, kernelSize: 2, useBias: false })(x)
      const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1, useBias: false })(tf.layers.flatten()(h)) })
      tf.tidy(() => {
        const data = tf.ones([1, 4, 4, 1])
        for (const value of [1, 2, 3]) {
          m.setWeights([tf.fill([2, 2, 1, 1], value), tf.ones([9, 1])])
          expect(numbers(m.predict(data))).toEqual([36 * value])
        }
      })
      m.dispose()
    }))
  it('take no memory before the first run', () =>
    clean(() => {
      const before = count()
      const x = tf.input({ shape: ['seq', 8] })
      const h = tf.layers.lstm({ units: 4 })(x)
      const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 2 })(h) })
      expect(m.countParams()).toBe(4 * 4 * (8 + 4 + 1) + 10)
      m.summary(() => {})
      expect(count()).toBe(before)
      tf.tidy(() => void m.predict(tf.ones([1, 2, 8])))
      expect(count()).toBeGreaterThan(before)
      m.dispose()
    }))
  it('do not stay after a first call that fails', () =>
    clean(() => {
      const dense = tf.layers.dense({ units: 2 }) as any
      tf.tidy(() => {
        expect(() => dense(tf.ones([3]))).toThrow('dense: needs rank 2 or more, got [3]')
        expect(() => dense(tf.input({ batchShape: ['n'] }))).toThrow('dense: needs rank 2 or more, got [n]')
        expect(dense.weights).toEqual([])
        dense(tf.ones([1, 5]))
        expect(dense.countParams()).toBe(12)
      })
      for (const weight of dense.weights) weight.dispose()
    }))
  it('of a layer that is not trainable stay as they are', () =>
    clean(async () => {
      const x = tf.input({ shape: [2] })
      const h = tf.layers.dense({ units: 2, trainable: false })(x)
      const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(h) })
      m.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
      const [data, labels, before] = [tf.ones([2, 2]), tf.ones([2, 1]), m.getWeights()]
      await m.trainOnBatch(data, labels)
      const after = m.getWeights()
      expect(after.map(numbers).map((values, i) => String(values) === String(numbers(before[i]!)))).toEqual([
        true,
        true,
        false,
        false,
      ])
      m.dispose()
      tf.dispose([data, labels, before, after])
    }))
})

describe('a config', () => {
  it.each([
    ['dense', { units: 2, bias: true }, "dense: there is no option 'bias'"],
    ['dense', { units: 2.5 }, 'dense: units is an integer of at least 1, got 2.5'],
    ['dense', { units: 0 }, 'dense: units is an integer of at least 1, got 0'],
    ['dense', { units: -3 }, 'dense: units is an integer of at least 1, got -3'],
    ['dense', {}, "dense: 'units' is missing"],
    ['dense', { units: 2, activation: 'reLU' }, "dense: 'reLU' is not a known activation"],
    ['dense', { units: 2, activation: 'toString' }, "dense: 'toString' is not a known activation"],
    ['dense', { units: 2, kernelInitializer: 'glorot' }, "dense: 'glorot' is not a known kernelInitializer"],
    ['dense', { units: 2, biasInitializer: 'none' }, "dense: 'none' is not a known biasInitializer"],
    ['conv2d', { filters: 0, kernelSize: 3 }, 'conv2d: filters is an integer of at least 1, got 0'],
    ['conv2d', { filters: 1, kernelSize: 3, padding: 'full' }, "conv2d: 'full' is not a known padding"],
    ['conv2d', { filters: 1, kernelSize: 3, dataFormat: 'x' }, "conv2d: there is no option 'dataFormat'"],
    ['conv2d', { filters: 1 }, "conv2d: 'kernelSize' is missing"],
    ['maxPooling2d', { padding: 'causal' }, "maxPooling2d: 'causal' is not a known padding"],
    ['maxPooling2d', { padding: 1 }, 'maxPooling2d: padding is a name, got 1'],
    [
      'depthwiseConv2d',
      { kernelSize: 3, depthMultiplier: 0.5 },
      'depthwiseConv2d: depthMultiplier is an integer of at least 1, got 0.5',
    ],
    ['depthwiseConv2d', { kernelSize: 3, depthwiseInitializer: 'he' }, "'he' is not a known depthwiseInitializer"],
    ['batchNormalization', { movingVarianceInitializer: 'one' }, "'one' is not a known movingVarianceInitializer"],
    ['batchNormalization', { renorm: true }, "batchNormalization: there is no option 'renorm'"],
    [
      'zeroPadding2d',
      { padding: 'same' },
      "zeroPadding2d: padding is an integer of at least 0, [height, width] or [[top, bottom], [left, right]], got 'same'",
    ],
    ['reLU', { maxValue: -1 }, 'reLU: maxValue is a number of at least 0, got -1'],
    ['flatten', { dataFormat: 'channelsLast' }, "flatten: there is no option 'dataFormat'"],
    ['activation', {}, "activation: 'activation' is missing"],
    ['activation', { activation: 'step' }, "activation: 'step' is not a known activation"],
    ['dropout', { rate: 1 }, 'dropout: rate is a number in [0, 1), got 1'],
    ['dropout', { rate: -0.1 }, 'dropout: rate is a number in [0, 1), got -0.1'],
    ['dropout', { rate: 0.5, noiseShape: [1] }, "dropout: there is no option 'noiseShape'"],
    ['embedding', { inputDim: 1.5, outputDim: 2 }, 'embedding: inputDim is an integer of at least 1, got 1.5'],
    ['lstm', { units: 1, recurrentActivation: 'hard' }, "lstm: 'hard' is not a known recurrentActivation"],
    ['lstm', { units: 1, recurrentInitializer: 'eye' }, "lstm: 'eye' is not a known recurrentInitializer"],
    ['add', { axis: 1 }, "add: there is no option 'axis'"],
    ['concatenate', { dim: 1 }, "concatenate: there is no option 'dim'"],
  ])('%s(%o) is refused', (layer, config, sentence) => {
    expect(() => loose[layer]!(config)).toThrow(sentence)
  })
  it('is not all that is refused: so is a scalar to flatten', () => {
    const flatten = tf.layers.flatten() as unknown as (x: object) => unknown
    expect(() => flatten(tf.input({ batchShape: [] }))).toThrow('flatten: needs rank 1 or more, got []')
  })
  it('is needed where an option is', () => {
    expect(() => loose['dense']!()).toThrow("dense: 'units' is missing")
  })
})

describe('dropout', () => {
  const share = (values: readonly number[]) => values.filter((value) => value === 0).length / values.length
  it('drops in training only', () =>
    clean(() => {
      const dropout = tf.layers.dropout({ rate: 0.3, seed: 11 })
      tf.tidy(() => {
        const x = tf.ones([1, 1000])
        expect(share(numbers(dropout(x)))).toBe(0)
        expect(share(numbers(dropout(x, { training: true })))).toBeCloseTo(0.3, 1.5)
      })
    }))
  it('of one seed drops the same in every eager call and in the graph that is traced', () =>
    clean(() => {
      const place = tf.input({ shape: [64] })
      const m = tf.model({ inputs: place, outputs: tf.layers.dropout({ rate: 0.5, seed: 11 })(place) })
      tf.tidy(() => {
        const x = tf.ones([2, 64])
        const first = numbers(tf.layers.dropout({ rate: 0.5, seed: 11 })(x, { training: true }))
        expect(numbers(tf.layers.dropout({ rate: 0.5, seed: 11 })(x, { training: true }))).toEqual(first)
        expect(numbers(m(x, { training: true }))).toEqual(first)
        expect(numbers(m.predict(x))).toEqual(numbers(x))
        expect(numbers(tf.layers.dropout({ rate: 0.5, seed: 12 })(x, { training: true }))).not.toEqual(first)
      })
      m.dispose()
    }))
  it('drops other numbers in each training step, and the same in the same run', () =>
    clean(async () => {
      const run = async () => {
        const x = tf.input({ shape: [64] })
        const scale = variable(tf.ones([64]))
        const dropped = tf.layers.dropout({ rate: 0.5, seed: 5 })(tf.mul(x, scale))
        const m = tf.model({ inputs: x, outputs: dropped })
        m.compile({ optimizer: tf.train.sgd(1), loss: (_, y) => tf.sum(y) })
        const [data, labels] = [tf.ones([1, 64]), tf.zeros([1, 64])]
        const seen: number[][] = []
        for (let step = 0; step < 2; step++) {
          const before = numbers(scale)
          await m.trainOnBatch(data, labels)
          // A weight moves by 2 where its number was kept, and stays where it was dropped.
          seen.push(numbers(scale).map((value, i) => before[i]! - value))
        }
        m.dispose()
        tf.dispose([scale, data, labels])
        return seen
      }
      const [first, again] = [await run(), await run()]
      expect(first).toEqual(again)
      expect(first[0]).not.toEqual(first[1])
      for (const step of first) expect([...new Set(step)].sort()).toEqual([0, 2])
    }))
})

describe('lstm', () => {
  it('over a named time axis runs at two lengths and trains', () =>
    clean(async () => {
      const steps = tf.input({ shape: ['seq', 3] })
      const lstm = tf.layers.lstm({ units: 4, returnSequences: true })
      const all = lstm(steps)
      expect(all.shape).toEqual(['batch', 'seq', 4])
      const last = tf.layers.lstm({ units: 2, goBackwards: true })(all)
      const m = tf.model({ inputs: steps, outputs: { all, sum: tf.layers.dense({ units: 1 })(last) } })
      const single = tf.model({ inputs: steps, outputs: m.outputs.sum }).compile({
        optimizer: tf.train.adam(0.05),
        loss: 'meanSquaredError',
      })
      for (const length of [2, 5]) {
        const [x, y] = [tf.randomNormal([8, length, 3], 0, 1, 'float32', 4), tf.ones([8, 1])]
        const out = m.predict(x)
        expect(out.all.shape).toEqual([8, length, 4])
        // The plan and the eager call of the layer agree.
        tf.tidy(() => {
          const eager = numbers(lstm(x))
          numbers(out.all).forEach((value, i) => expect(value).toBeCloseTo(eager[i]!, 6))
        })
        const { history } = await single.fit(x, y, { epochs: 12, batchSize: 8 })
        expect(history['loss']!.at(-1)).toBeLessThan(0.5 * history['loss']![0]!)
        tf.dispose([x, y, out.all, out.sum])
      }
      m.dispose()
      single.dispose()
    }))
})

describe('a model in a model', () => {
  it('shares its weights, and its batch gets the name of the caller', () =>
    clean(async () => {
      const x = tf.input({ shape: [3] })
      const encoder = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 2, activation: 'tanh' })(x) })
      const [left, right] = [tf.input({ batchShape: ['pair', 3] }), tf.input({ batchShape: ['pair', 3] })]
      const codes = [encoder(left), encoder.apply(right)] as const
      expect(codes.map(({ shape }) => shape)).toEqual([
        ['pair', 2],
        ['pair', 2],
      ])
      const m = tf.model({ inputs: [left, right], outputs: tf.sub(codes[0], codes[1]) })
      expect(m.countParams()).toBe(8)
      m.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' })
      const [a, b, y] = [tf.ones([2, 3]), tf.zeros([2, 3]), tf.fill([2, 2], 0.3)]
      const before = encoder.predict(a)
      await m.fit([a, b], y, { epochs: 2 })
      const after = encoder.predict(a)
      expect(numbers(after)).not.toEqual(numbers(before))
      const apart = m.predict([a, b])
      tf.tidy(() => {
        const difference = numbers(tf.sub(encoder(a), encoder(b)))
        numbers(apart).forEach((value, i) => expect(value).toBeCloseTo(difference[i]!, 6))
      })
      encoder.dispose()
      const still = m.predict([a, b])
      expect(numbers(still)).toEqual(numbers(apart))
      m.dispose()
      tf.dispose([a, b, y, before, after, apart, still])
    }))
})

describe('sequential', () => {
  it('runs layers and plain functions', () =>
    clean(async () => {
      const m = tf.sequential({
        layers: [
          tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [6, 6, 1] }),
          (x: tf.SymbolicTensor<['batch', 4, 4, 2]>): tf.SymbolicTensor<['batch', 2]> => tf.mean(x, [1, 2]),
          tf.layers.dense({ units: 3, activation: 'softmax' }),
        ],
      })
      expect(m.outputs.shape).toEqual(['batch', 3])
      m.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' })
      const [x, y] = [tf.randomNormal([4, 6, 6, 1]), tf.tensor([0, 1, 2, 0])]
      await m.fit(x, y)
      const out = m.predict(x)
      expect(out.shape).toEqual([4, 3])
      m.dispose()
      tf.dispose([x, y, out])
    }))
  it('runs models, also as the first link', () =>
    clean(async () => {
      const x = tf.input({ shape: [4] })
      const inner = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 3, name: 'inside' })(x) })
      const m = tf.sequential({ layers: [inner, tf.layers.dense({ units: 2 })] })
      expect([m.inputs.shape, m.outputs.shape]).toEqual([
        ['batch', 4],
        ['batch', 2],
      ])
      expect(m.weights.map(({ name }) => name).slice(0, 2)).toEqual(['inside/kernel', 'inside/bias'])
      const data = tf.ones([5, 4])
      const out = m.predict(data)
      expect(out.shape).toEqual([5, 2])
      tf.dispose([data, out])
      m.dispose()
      inner.dispose()
    }))
  it('says which layer does not fit', () => {
    const chain = (layers: unknown[]) => () => (tf.sequential as (config: object) => unknown)({ layers })
    const first = tf.layers.dense({ units: 16, inputShape: [10] })
    expect(chain([first, tf.layers.dropout({ rate: 0.1 }), loose['conv2d']!({ filters: 1, kernelSize: 3 })])).toThrow(
      'sequential: layer 2: conv2d: needs rank 4, [batch, height, width, channels], got [batch, 16]',
    )
    const x = tf.input({ shape: [4] })
    const inner = tf.model({ inputs: x, outputs: tf.relu(x) })
    expect(chain([first, inner])).toThrow(
      'sequential: layer 1: model: x is [batch, 16], the model expects [batch, 4]: axis 1 is 16 vs 4',
    )
    expect(chain([])).toThrow('sequential: there are no layers')
    expect(chain([tf.layers.dense({ units: 2 })])).toThrow("sequential: the first layer needs 'inputShape'")
  })
})

describe('trees', () => {
  it('of inputs and outputs are lists or records', () =>
    clean(async () => {
      const [a, b] = [tf.input({ shape: [2] }), tf.input({ shape: [3] })]
      const [first, second] = [tf.layers.dense({ units: 1 })(a), tf.layers.dense({ units: 4 })(b)]
      const listed = tf.model({ inputs: [a, b], outputs: [first, second] })
      const named = tf.model({ inputs: { b, a }, outputs: { second, first } })
      const [x0, x1, y0, y1] = [tf.ones([5, 2]), tf.ones([5, 3]), tf.zeros([5, 1]), tf.zeros([5, 4])]
      const [l0, l1] = listed.predict([x0, x1])
      const record = named.predict({ a: x0, b: x1 })
      expect([l0.shape, l1.shape]).toEqual([
        [5, 1],
        [5, 4],
      ])
      expect(Object.keys(record).sort()).toEqual(['first', 'second'])
      expect(numbers(record.first)).toEqual(numbers(l0))
      expect(numbers(record.second)).toEqual(numbers(l1))
      listed.compile({ optimizer: 'sgd', loss: ['meanSquaredError', 'meanSquaredError'] })
      named.compile({ optimizer: 'sgd', loss: { first: 'meanSquaredError', second: 'meanSquaredError' } })
      const fromList = listed.evaluate([x0, x1], [y0, y1]) as tf.Tensor
      const fromRecord = named.evaluate({ a: x0, b: x1 }, { first: y0, second: y1 }) as tf.Tensor
      expect(numbers(fromRecord)[0]).toBeCloseTo(numbers(fromList)[0]!, 6)
      await named.fit({ a: x0, b: x1 }, { first: y0, second: y1 })
      expect(() => (listed as any).predict([x0])).toThrow('predict: x[1] is missing')
      expect(() => (named as any).predict({ a: x0 })).toThrow('predict: x.b is missing')
      expect(() => (listed as any).predict([x1, x0])).toThrow(
        'predict: x[0] is [5, 3], the model expects [batch, 2]: axis 1 is 3 vs 2',
      )
      const few = tf.ones([4, 3])
      expect(() => (named as any).predict({ a: x0, b: few })).toThrow("predict: 'batch' is 5 in x.a and 4 in x.b")
      listed.dispose()
      named.dispose()
      tf.dispose([x0, x1, y0, y1, l0, l1, record.first, record.second, fromList, fromRecord, few])
    }))
  it('data of another form, or more of it, is refused', () =>
    clean(() => {
      const [a, b] = [tf.input({ shape: [2] }), tf.input({ shape: [2] })]
      const listed = tf.model({ inputs: [a, b], outputs: tf.add(a, b) }) as any
      const named = tf.model({ inputs: { a, b }, outputs: tf.add(a, b) }) as any
      const x = tf.ones([1, 2])
      expect(() => listed.predict([x, x, x])).toThrow('predict: x[2] is not expected')
      expect(() => named.predict({ a: x, b: x, c: x })).toThrow('predict: x.c is not expected')
      expect(() => listed.predict(x)).toThrow('predict: x is not a list of 2 tensors')
      expect(() => listed.predict({ a: x })).toThrow('predict: x is not a list of 2 tensors')
      expect(() => named.predict(x)).toThrow('predict: x is not a record of tensors')
      expect(() => named.predict([x, x])).toThrow('predict: x is not a record of tensors')
      const single = tf.model({ inputs: a, outputs: a }) as any
      expect(() => single.predict([x])).toThrow('predict: x is not a tensor')
      expect(() => single.predict({ a: x })).toThrow('predict: x is not a tensor')
      listed.dispose()
      named.dispose()
      single.dispose()
      x.dispose()
    }))
})

describe('what a graph captures', () => {
  it('an eager tensor stays valid when the caller disposes it', () =>
    clean(() => {
      const shift = tf.tensor([1, 2])
      const x = tf.input({ shape: [2] })
      const m = tf.model({ inputs: x, outputs: tf.add(x, shift) })
      shift.dispose()
      tf.tidy(() => {
        expect(numbers(m.predict(tf.zeros([1, 2])))).toEqual([1, 2])
      })
      m.dispose()
    }))
  it('a tf.variable is read at each run, and is a weight of the model', () =>
    clean(() => {
      const shift = variable(tf.tensor([1, 2]))
      const x = tf.input({ shape: [2] })
      const m = tf.model({ inputs: x, outputs: tf.add(x, shift) })
      expect(m.weights.map(({ name }) => name)).toEqual([shift.name])
      tf.tidy(() => {
        expect(numbers(m.predict(tf.zeros([1, 2])))).toEqual([1, 2])
        shift.assign(tf.tensor([5, 6]))
        expect(numbers(m.predict(tf.zeros([1, 2])))).toEqual([5, 6])
      })
      m.dispose()
      // It is the caller's.
      expect(shift.isDisposed).toBe(false)
      shift.dispose()
    }))
})

describe('dispose', () => {
  it('of one of two models that share a layer leaves the other at work', () =>
    clean(() => {
      const shared = tf.layers.dense({ units: 3 })
      const [x, y] = [tf.input({ shape: [2] }), tf.input({ shape: [2] })]
      const one = tf.model({ inputs: x, outputs: shared(x) })
      const two = tf.model({ inputs: y, outputs: tf.layers.dense({ units: 1 })(shared(y)) })
      const data = tf.ones([2, 2])
      const [before, kept] = [two.predict(data), one.predict(data)]
      one.dispose()
      const after = two.predict(data)
      expect(numbers(after)).toEqual(numbers(before))
      // Results outlive the model.
      expect(numbers(kept)).toHaveLength(6)
      expect(() => one.predict(data)).toThrow('predict: this model was disposed')
      two.dispose()
      tf.dispose([data, before, kept, after])
    }))
  it('gives everything back', () =>
    clean(async () => {
      const shift = tf.tensor([1, 2, 3, 4])
      const x = tf.input({ shape: [6], dtype: 'int32' })
      const h = tf.layers.embedding({ inputDim: 10, outputDim: 3 })(x)
      const sum = tf.layers.add()([tf.layers.lstm({ units: 4 })(h), shift])
      shift.dispose()
      const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(sum) })
      m.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['meanSquaredError'] })
      const [ids, y] = [tf.ones([4, 6], 'int32'), tf.ones([4, 1])]
      await m.fit(ids, y, { epochs: 2 })
      tf.tidy(() => {
        m.predict(ids)
        m.evaluate(ids, y)
        m(ids)
      })
      m.dispose()
      tf.dispose([ids, y])
    }))
})
