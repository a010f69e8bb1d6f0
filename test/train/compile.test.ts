import { describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { lossKind } from '../../src/losses/kind.js'
import { metricKind } from '../../src/metrics/kind.js'
import { scheduleKind } from '../../src/schedules/kind.js'

await tf.setBackend('cpu')

const x = tf.input({ shape: [3] })
const softmax = tf.layers.dense({ units: 4, activation: 'softmax' })
const model = () => tf.model({ inputs: x, outputs: softmax(x) }) as unknown as AnyModel
interface AnyModel {
  compile(args: object): AnyModel
  readonly metricsNames: readonly string[]
  readonly optimizer: tf.train.Optimizer | undefined
  evaluate(x: tf.AnyTensor, y: tf.AnyTensor): tf.Tensor | tf.Tensor[]
}

describe('what is not known is refused', () => {
  test.each([
    [{ optimizer: 'sgd', loss: 'hubr' }, "compile: 'hubr' is not a known loss; did you mean 'huber'?"],
    [{ optimizer: 'Adam', loss: 'huber' }, "compile: 'Adam' is not a known optimizer; did you mean 'adam'?"],
    [{ optimizer: 'sgd', loss: 'huber', metrics: ['recall'] }, "compile: 'recall' is not a known metric"],
    [{ optimizer: 'sgd', loss: 'huber', metric: [] }, "compile: there is no option 'metric'; did you mean 'metrics'?"],
    [{ optimizer: 3, loss: 'huber' }, 'compile: optimizer is a name or an optimizer, got 3'],
    [{ optimizer: 'sgd', loss: 3 }, 'compile: loss is a name, a loss or a function, got 3'],
    [{ optimizer: 'sgd', loss: [] }, 'compile: there is no loss for output 0'],
    [{ optimizer: 'sgd', loss: { 0: 'huber', b: 'huber' } }, "compile: there is no output 'b'"],
    [{ optimizer: 'sgd' }, "compile: 'loss' is missing"],
    [{ loss: 'huber' }, "compile: 'optimizer' is missing"],
  ])('%j', (args, sentence) => {
    expect(() => model().compile(args)).toThrow(sentence)
  })
  test('options of a loss', () => {
    const make = tf.train.losses.binaryCrossentropy as (config: object) => unknown
    expect(() => make({ labelSmooting: 0.1 })).toThrow(
      "binaryCrossentropy: there is no option 'labelSmooting'; did you mean 'labelSmoothing'?",
    )
    expect(() => make({ labelSmoothing: 2 })).toThrow('binaryCrossentropy: labelSmoothing is a number in [0, 1], got 2')
  })
})

describe('labels', () => {
  const labels = { rows: tf.zeros([2, 4]), ids: tf.zeros([2]), column: tf.zeros([2, 1]), few: tf.zeros([2, 3]) }
  const takes = (loss: unknown) => {
    const m = model().compile({ optimizer: 'sgd', loss })
    return Object.entries(labels)
      .filter(([, y]) => {
        try {
          m.evaluate(tf.zeros([2, 3]), y)
          return true
        } catch {
          return false
        }
      })
      .map(([name]) => name)
  }
  test('are those that the loss says, by name or configured', () => {
    for (const loss of ['sparseCategoricalCrossentropy', tf.train.losses.sparseCategoricalCrossentropy()]) {
      expect(takes(loss)).toEqual(['ids', 'column'])
    }
    for (const loss of ['huber', tf.train.losses.categoricalCrossentropy({ labelSmoothing: 0.1 })]) {
      expect(takes(loss)).toEqual(['rows'])
    }
    expect(takes((_: tf.AnyTensor, y: tf.AnyTensor) => y)).toEqual(['rows', 'ids', 'column', 'few'])
  })
})

describe('two of one name', () => {
  test('are told apart', () => {
    function loss(_: tf.AnyTensor, y: tf.AnyTensor) {
      return y
    }
    const [low, high] = [0.2, 0.8].map((threshold) => tf.train.metrics.binaryAccuracy({ threshold }))
    const m = model().compile({ optimizer: 'sgd', loss, metrics: [loss, low, high, 'acc', 'accuracy', 'acc'] })
    const names = ['loss', 'loss_1', 'binaryAccuracy', 'binaryAccuracy_1', 'acc', 'accuracy', 'acc_1']
    expect(m.metricsNames).toEqual(names)
    const scores = m.evaluate(tf.zeros([2, 3]), tf.zeros([2, 4])) as tf.Tensor[]
    // All answers are 1/4.
    expect(scores.map((score) => score.dataSync()[0])).toEqual([0.25, 0.25, 0, 1, 1, 1, 1])
  })
  test('also from those of validation', () => {
    const named = ['val_loss', 'val_a', 'a', 'batch', 'size'].map((name) =>
      Object.defineProperty((y: tf.AnyTensor) => y, 'name', { value: name }),
    )
    const m = model().compile({ optimizer: 'sgd', loss: 'huber', metrics: named })
    expect(m.metricsNames).toEqual(['loss', 'val_loss_1', 'val_a', 'a_1', 'batch_1', 'size_1'])
  })
})

test('the optimizer of a model is known', () => {
  const optimizer = tf.train.rmsprop()
  const m = model()
  expect(m.optimizer).toBeUndefined()
  expect(m.compile({ optimizer, loss: 'huber', metrics: null }).optimizer).toBe(optimizer)
})

test('a function of one’s own is called by its name, where it has one', () => {
  const mine = (y: tf.AnyTensor) => y
  for (const [kind, name] of [
    [lossKind, 'loss'],
    [metricKind, 'metric'],
    [scheduleKind, 'schedule'],
  ] as const) {
    const nameOf = (f: typeof mine) => kind.own(f).kind
    expect([nameOf(mine), nameOf((y) => y)]).toEqual(['mine', name])
  }
})

test('a model that is compiled anew is evaluated and trained anew', async () => {
  const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1, kernelInitializer: 'zeros' })(x) })
  const [data, labels] = [tf.ones([2, 3]), tf.fill([2, 1], 4)]
  const run = async (loss: 'meanSquaredError' | 'huber', learningRate: number) => {
    const compiled = m.compile({ optimizer: tf.train.sgd(learningRate), loss })
    const evaluated = tf.tidy(() => compiled.evaluate(data, labels).dataSync()[0]!)
    const before = await compiled.trainOnBatch(data, labels)
    const [kernel] = m.getWeights().map((weight) => weight.dataSync()[0]!)
    return [evaluated, before, kernel]
  }
  expect(await run('meanSquaredError', 0)).toEqual([16, 16, 0])
  expect(await run('huber', 0.5)).toEqual([3.5, 3.5, 0.5])
})
