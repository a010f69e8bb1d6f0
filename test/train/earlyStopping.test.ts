import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'

beforeAll(() => tf.setBackend('cpu'))

/** What the options make of losses: the epochs that were run. In epoch n the weight is n + 1. */
async function run(losses: readonly number[], options: object, metric = false) {
  const x = tf.input({ shape: [1] })
  const weight = tf.layers.dense({ units: 1, useBias: false, kernelInitializer: 'zeros' })
  const minusOne: tf.LossFunction = (_, y) => tf.neg(y)
  const m = tf.model({ inputs: x, outputs: weight(x) }).compile({
    optimizer: tf.train.sgd(1),
    loss: minusOne,
    metrics: [
      function score(labels) {
        return labels
      },
    ],
  })
  const stop = tf.callbacks.earlyStopping({ monitor: metric ? 'val_score' : 'val_loss', ...options } as {
    monitor: string
  })
  const y = tf.ones([1, 1])
  // The validation loss is minus the weight times the data: the data of the epoch make it what is wanted.
  const held = tf.variable(tf.ones([1, 1])) as unknown as tf.Tensor<[1, 1]>
  const labels = tf.variable(tf.ones([1, 1])) as unknown as tf.Tensor<[1, 1]>
  const onEpochBegin = (epoch: number) => {
    const value = losses[epoch]!
    ;(held as any).assign(tf.fill([1, 1], -value / (epoch + 1)))
    ;(labels as any).assign(tf.fill([1, 1], value))
  }
  const lines: string[] = []
  const { log } = console
  console.log = (line: string) => void lines.push(line)
  const before = tf.memory().numTensors
  try {
    const { epoch, history } = await m.fit(tf.ones([1, 1]), y, {
      epochs: losses.length,
      validationData: [held, labels],
      callbacks: [{ onEpochBegin }, stop],
    })
    expect(history['val_loss']!.map((value) => Math.round(value * 1000) / 1000)).toEqual(losses.slice(0, epoch.length))
    const taken = tf.memory().numTensors - before
    return { epochs: epoch.length, weight: m.getWeights()[0]!.dataSync()[0], lines, taken }
  } finally {
    console.log = log
  }
}

describe('it stops', () => {
  test.each<[string, readonly number[], object, number]>([
    ['at the first epoch that is no better', [3, 2, 2, 1], {}, 3],
    ['after its patience', [3, 2, 2, 2, 1, 0], { patience: 3 }, 6],
    ['one epoch too soon for that', [3, 2, 2, 2, 1, 0], { patience: 2 }, 4],
    ['where a change is smaller than minDelta', [3, 2.5, 2.4, 1], { minDelta: 0.25 }, 3],
    ['the sign of minDelta does not matter', [3, 2.5, 2.4, 1], { minDelta: -0.25 }, 3],
    ['when more is better', [1, 2, 3, 2, 5], { mode: 'max' }, 4],
    ['not before an epoch', [1, 2, 3, 4, 3, 4, 1], { startFromEpoch: 3 }, 6],
    ['when the baseline is not reached in time', [5, 4.5, 4.6, 3], { baseline: 2, patience: 2 }, 3],
    ['not when it is', [5, 1, 0.5, 0.25, 1], { baseline: 2, patience: 2 }, 5],
    ['never in the first epoch', [1, 2], { patience: 0 }, 2],
  ])('%s', async (_, losses, options, epochs) => {
    expect((await run(losses, options)).epochs).toBe(epochs)
  })
})

test('it goes back to the best weights, says so, and keeps nothing', async () => {
  const { weight, lines, epochs, taken } = await run([3, 1, 2, 2, 0], {
    patience: 2,
    restoreBestWeights: true,
    verbose: 1,
  })
  expect(epochs).toBe(4)
  expect(weight).toBe(2)
  expect(lines).toEqual(['Epoch 4: early stopping', 'Restoring model weights from the end of the best epoch: 2.'])
  const other = await run([3, 1, 2, 2, 0], { patience: 2 })
  expect(other.weight).toBe(4)
  expect(other.lines).toEqual([])
  expect(taken).toBe(other.taken)
})

test('one callback serves several models, each fit with a state of its own', async () => {
  const x = tf.input({ shape: [1] })
  const build = () =>
    tf
      .model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(x) })
      .compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' })
  const stop = tf.callbacks.earlyStopping({ monitor: 'loss', patience: 1 })
  for (let i = 0; i < 2; i++) {
    const { epoch } = await build().fit(tf.ones([2, 1]), tf.ones([2, 1]), { epochs: 9, callbacks: stop })
    expect(epoch).toEqual([0, 1])
  }
})

describe('what it watches', () => {
  test('has to be there', async () => {
    await expect(run([1], { monitor: 'val_los' })).rejects.toThrow(
      "earlyStopping: there is no 'val_los' among loss, score, val_loss, val_score; did you mean 'val_loss'?",
    )
  })
  test('is better when there is more or less of it, as its metric says', async () => {
    await expect(run([1], {}, true)).rejects.toThrow(
      "earlyStopping: is more or less of 'val_score' better? Set mode to 'max' or 'min'",
    )
    expect((await run([1, 2, 3, 2, 5], { mode: 'max' }, true)).epochs).toBe(4)
    const x = tf.input({ shape: [1] })
    const m = tf
      .model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(x) })
      .compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError', metrics: ['binaryAccuracy'] })
    // Accuracies of 0, 1, 0 and 0.
    const labels = tf.variable(tf.zeros([1, 1]))
    const callbacks = [
      { onEpochBegin: (epoch: number) => labels.assign(tf.fill([1, 1], epoch === 1 ? 0 : 1)) },
      tf.callbacks.earlyStopping({ monitor: 'val_binaryAccuracy', patience: 2 }),
    ]
    const validationData = [tf.zeros([1, 1]), labels] as const
    const { epoch } = await m.fit(tf.zeros([1, 1]), tf.zeros([1, 1]), { epochs: 9, validationData, callbacks })
    expect(epoch).toEqual([0, 1, 2, 3])
  })
})
