import { beforeAll, describe, expect, test } from 'vitest'
import * as tf from 'tupleflow'
import { uniformNumbers } from '../../src/random.js'
import { shuffled } from '../../src/train/data.js'

// fit: the order of rows, means over epochs, validation, callbacks.

beforeAll(async () => {
  await tf.setBackend('cpu')
  tf.setSeed(3)
})

const x = tf.input({ shape: [2] })
/** The first label of each batch, as a metric of the batch. */
const first: tf.LossFunction = (labels) => tf.slice(tf.reshape(labels, [-1]), [0], [1])
/** A model whose weights stay as they are. */
function still(metrics: readonly tf.LossFunction[] = []) {
  return tf
    .model({ inputs: x, outputs: tf.layers.dense({ units: 1, kernelInitializer: 'ones' })(x) })
    .compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError', metrics })
}
const column = (values: readonly number[]) => tf.tensor(values.map((value) => [value])) as tf.Tensor<[number, 1]>
const listed = (scores: tf.Tensor<[]> | tf.Tensor<[]>[]) => [scores].flat().map((score) => score.dataSync()[0]!)
/** Rows whose loss is their label's square. */
const data = (labels: readonly number[]) =>
  [tf.zeros([labels.length, 2]) as tf.Tensor<[number, 2]>, column(labels)] as const

describe('the rows', () => {
  async function orders(epochs: number, shuffle: boolean | undefined): Promise<number[][]> {
    const seen: number[][] = []
    await still([first]).fit(...data([0, 1, 2, 3, 4, 5, 6, 7]), {
      batchSize: 1,
      epochs,
      ...(shuffle === undefined ? {} : { shuffle }),
      callbacks: {
        onEpochBegin: () => void seen.push([]),
        onBatchEnd: (_, logs) => void seen.at(-1)!.push(logs['first']!),
      },
    })
    return seen
  }
  test('are drawn in a new order in each epoch', async () => {
    const [one, two] = await orders(2, undefined)
    const sorted = [0, 1, 2, 3, 4, 5, 6, 7]
    expect(one).not.toEqual(sorted)
    expect(two).not.toEqual(one)
    for (const each of [one!, two!]) expect([...each].sort()).toEqual(sorted)
  })
  test('come in every order alike', () => {
    const times: { [order: string]: number } = {}
    for (let epoch = 0; epoch < 600; epoch++) {
      const order = shuffled(3, 5, epoch).join('')
      times[order] = (times[order] ?? 0) + 1
    }
    expect(Object.keys(times).sort()).toEqual(['012', '021', '102', '120', '201', '210'])
    for (const count of Object.values(times)) expect(Math.abs(count - 100)).toBeLessThan(40)
  })
  test('stay in their order without shuffling', async () => {
    const sorted = [0, 1, 2, 3, 4, 5, 6, 7]
    expect(await orders(2, false)).toEqual([sorted, sorted])
  })
  test('that are held back are the last ones, and floor(rows * (1 - share)) are trained on', async () => {
    const labels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    const { history } = await still().fit(...data(labels), { validationSplit: 0.25, shuffle: false })
    const mean = (values: readonly number[]) => values.reduce((sum, y) => sum + y * y, 0) / values.length
    expect(history['loss']![0]).toBeCloseTo(mean(labels.slice(0, 7)), 4)
    expect(history['val_loss']![0]).toBeCloseTo(mean(labels.slice(7)), 4)
  })
  test('null is the default everywhere', async () => {
    const options = { batchSize: null, epochs: null, shuffle: null, validationSplit: null, callbacks: null }
    const { epoch } = await still().fit(...data([1, 2, 3]), { ...options, validationData: null, verbose: null })
    expect(epoch).toEqual([0])
    tf.dispose([still().evaluate(...data([1]), { batchSize: null }), still().predict(data([1])[0], null)])
  })
  test('arguments out of their range are refused', async () => {
    const refused = async (args: object) => {
      const found = await still()
        .fit(...data([1, 2]), args)
        .catch((error: Error) => error.message)
      return found
    }
    expect(await refused({ verbose: 2 })).toBe('fit: verbose is an integer in [0, 1], got 2')
    expect(await refused({ epochs: 0 })).toBe('fit: epochs is an integer of at least 1, got 0')
    expect(await refused({ validationSplit: 1 })).toBe('fit: validationSplit is a number in [0, 1), got 1')
  })
})

describe('the mean of an epoch', () => {
  test('counts rows, not batches: of the loss and of metrics', async () => {
    const m = still([first, (labels) => tf.mul(labels, 10)])
    const { history } = await m.fit(...data([1, 2, 3, 4, 7]), { batchSize: 2, shuffle: false })
    expect(m.metricsNames).toEqual(['loss', 'first', 'metric'])
    expect(history['loss']![0]).toBeCloseTo((1 + 4 + 9 + 16 + 49) / 5, 5)
    // A number for each batch: the first labels are 1, 3 and 7.
    expect(history['first']![0]).toBeCloseTo((1 * 2 + 3 * 2 + 7) / 5, 5)
    expect(history['metric']![0]).toBeCloseTo(34, 4)
    const scores = listed(m.evaluate(...data([1, 2, 3, 4, 7]), { batchSize: 2 }))
    expect(scores[0]).toBeCloseTo(79 / 5, 5)
    expect(scores[1]).toBeCloseTo(3, 5)
    expect(scores[2]).toBeCloseTo(34, 4)
  })
  test('begins anew with each epoch and each evaluation, and an evaluation in between changes nothing', async () => {
    const m = still([(labels) => labels])
    const scores: number[] = []
    const { history } = await m.fit(...data([1, 2, 3]), {
      batchSize: 1,
      epochs: 2,
      validationData: data([5, 6]),
      callbacks: {
        onBatchEnd: () => void scores.push(listed(m.evaluate(...data([4, 8]), { batchSize: 1 }))[1]!),
      },
    })
    expect(history['metric']).toEqual([2, 2])
    expect(history['val_metric']).toEqual([5.5, 5.5])
    expect(scores).toEqual([6, 6, 6, 6, 6, 6])
  })
  test('is of that epoch alone', async () => {
    const labels = tf.variable(tf.zeros([2, 1])) as unknown as tf.Tensor<[2, 1]>
    const onEpochBegin = (epoch: number) => (labels as any).assign(tf.fill([2, 1], 10 * epoch))
    const { history } = await still([(y) => y]).fit(tf.zeros([2, 2]), labels, {
      epochs: 2,
      callbacks: { onEpochBegin },
    })
    expect(history['metric']).toEqual([0, 10])
  })
  test('leaves nothing behind when training ends with an error', async () => {
    const m = still([first])
    const [rows, labels] = data([1, 2, 3])
    await m.fit(rows, labels, { batchSize: 2 })
    const before = tf.memory().numTensors
    const onBatchEnd = () => {
      throw new Error('enough')
    }
    await expect(m.fit(rows, labels, { batchSize: 2, callbacks: { onBatchEnd } })).rejects.toThrow('enough')
    expect(tf.memory().numTensors).toBe(before)
  })
  test('the batches of an evaluation are counted, for random ops with a seed of the user', () => {
    const four = tf.input({ shape: [4] })
    const m = tf
      .model({ inputs: four, outputs: tf.dropout(four, 0.5, undefined, 9) })
      .compile({ optimizer: 'sgd', loss: (_, y) => y })
    const [data, labels] = [tf.ones([8, 4]), tf.ones([8, 4])]
    const found = m.evaluate(data, labels, { batchSize: 4 }).dataSync()[0]!
    const mean = (batch: number) => uniformNumbers(16, 9, batch).reduce((sum, u) => sum + (u > 0.5 ? 2 : 0), 0) / 16
    expect(mean(1)).not.toBe(mean(0))
    expect(found).toBeCloseTo((mean(0) + mean(1)) / 2, 5)
  })
})

describe('callbacks', () => {
  const train = (callbacks: tf.FitArgs['callbacks'], more: tf.FitArgs = {}) =>
    still().fit(...data([1, 2, 3, 4]), { batchSize: 2, epochs: 3, callbacks, ...more })

  test('are one, or a list that is told in its order', async () => {
    const told: string[] = []
    const named = (name: string) => ({ onEpochEnd: (epoch: number) => void told.push(`${name}${epoch}`) })
    await train([named('a'), named('b')])
    await train(named('c'), { epochs: 1 })
    expect(told).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2', 'c0'])
  })
  test('may be objects of a class, which get the model and can end training', async () => {
    class Stop {
      model: tf.TrainedModel | undefined
      readonly told: string[] = []
      setModel(model: tf.TrainedModel) {
        this.model = model
      }
      onBatchEnd(batch: number, { size }: tf.Logs) {
        this.told.push(`batch ${batch} of ${size}`)
        if (this.told.length === 4) this.model!.stopTraining = true
      }
      onEpochEnd(epoch: number) {
        this.told.push(`epoch ${epoch}`)
      }
      onTrainEnd({ loss }: tf.Logs) {
        this.told.push(`end ${loss}`)
      }
    }
    const stop = new Stop()
    const { epoch, history } = await train(stop, { shuffle: false })
    expect(stop.told).toEqual(['batch 0 of 2', 'batch 1 of 2', 'epoch 0', 'batch 0 of 2', 'epoch 1', 'end 2.5'])
    expect(epoch).toEqual([0, 1])
    // Of the last epoch only the rows that were seen.
    expect(history['loss']![1]).toBeCloseTo(2.5, 5)
  })
  test('are told what is known before', async () => {
    const told: unknown[] = []
    const labels = data([1, 2, 3])
    const accurate = still([first]).compile({ optimizer: 'sgd', loss: 'huber', metrics: ['accuracy', first] })
    const callbacks = { setParams: (params: object) => void told.push(params) }
    await accurate.fit(...labels, { batchSize: 2, epochs: 4, callbacks, validationData: labels })
    const logs = { loss: 'less', accuracy: 'more', first: undefined }
    const validated = { val_loss: 'less', val_accuracy: 'more', val_first: undefined }
    expect(told).toEqual([{ epochs: 4, steps: 2, logs: { ...logs, ...validated } }])
  })
  test('are waited for', async () => {
    const told: string[] = []
    const slow = (name: string) => async () => {
      told.push(name)
      await new Promise((resolve) => setTimeout(resolve, 5))
      told.push(`${name}, done`)
    }
    const callbacks = {
      onTrainBegin: slow('begin'),
      onEpochBegin: slow('epoch'),
      onBatchBegin: slow('batch'),
      onBatchEnd: slow('batch end'),
      onEpochEnd: slow('epoch end'),
      onTrainEnd: slow('end'),
    }
    await train(callbacks, { epochs: 1, batchSize: 4 })
    const names = ['begin', 'epoch', 'batch', 'batch end', 'epoch end', 'end']
    expect(told).toEqual(names.flatMap((name) => [name, `${name}, done`]))
  })
  test('can end training between epochs', async () => {
    const m = still()
    const callbacks = { onEpochEnd: (epoch: number) => void (m.stopTraining = epoch === 1) }
    const { epoch } = await m.fit(...data([1, 2]), { epochs: 5, callbacks })
    expect(epoch).toEqual([0, 1])
    // The next training is not ended.
    expect((await m.fit(...data([1, 2]), { epochs: 3 })).epoch).toEqual([0, 1, 2])
  })
  test('learn of the end also when something throws, each of them; the first error is the one that is told', async () => {
    const told: string[] = []
    const broken = {
      onTrainEnd: () => {
        told.push('broken')
        throw new Error('later')
      },
    }
    const good = { onTrainEnd: () => void told.push('good') }
    const bad = {
      onBatchBegin: () => {
        throw new Error('first')
      },
    }
    await expect(train([broken, bad, good])).rejects.toThrow('first')
    expect(told).toEqual(['broken', 'good'])
    await expect(train([broken, good])).rejects.toThrow('later')
    expect(told).toEqual(['broken', 'good', 'broken', 'good'])
    const infinite = still().fit(tf.fill([2, 2], 1e38), column([0, 0]), { callbacks: good })
    await expect(infinite).rejects.toThrow('fit: epoch 1, batch 1: the loss is Infinity; no weight was changed')
    expect(told).toHaveLength(5)
  })
  test('of another name are refused', async () => {
    const names = { onEpochEnds: () => undefined } as tf.Callbacks
    await expect(train(names)).rejects.toThrow("fit: there is no callback 'onEpochEnds'; did you mean 'onEpochEnd'?")
    await expect(train([{}, 3 as tf.Callbacks])).rejects.toThrow('fit: a callback is an object with hooks, got 3')
    const options = { callback: {} } as tf.FitArgs
    await expect(train(undefined, options)).rejects.toThrow(
      "fit: there is no option 'callback'; did you mean 'callbacks'?",
    )
  })
})
