import * as tfjs from '@tensorflow/tfjs'
import * as tf from 'tupleflow'
import { minimizer, predictor, trainer } from './harness/contestants.js'
import { dense, trained } from './harness/flops.js'
import type { Entry, Family, Row } from './harness/row.js'
import { oneHotRows, values, weights } from './harness/values.js'

// A perceptron, 784-128-10: relu, softmax.

const initial = weights([[784, 128], [128], [128, 10], [10]])
const pixels = (batch: number) => values(batch * 784)
// Adam's epsilon stands in another place in Keras than in tfjs: one so small makes no difference.
const adam = [0.001, 0.9, 0.999, 1e-12] as const
const optimizers = {
  SGD: { ours: () => tf.train.sgd(0.1), theirs: () => tfjs.train.sgd(0.1) },
  Adam: { ours: () => tf.train.adam(...adam), theirs: () => tfjs.train.adam(...adam) },
} as const
type Optimizer = keyof typeof optimizers

function ourModel() {
  const x = tf.input({ shape: [784] })
  const hidden = tf.layers.dense({ units: 128, activation: 'relu' })(x)
  const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 10, activation: 'softmax' })(hidden) })
  m.setWeights(initial.map(({ values, shape }) => tf.tensor(values, shape)))
  return m
}
function layersModel() {
  const { dense } = tfjs.layers
  const m = tfjs.sequential({
    layers: [dense({ units: 128, activation: 'relu', inputShape: [784] }), dense({ units: 10, activation: 'softmax' })],
  })
  m.setWeights(initial.map(({ values, shape }) => tfjs.tensor(values, shape)))
  return m
}
/** The same by hand, as the documents of tfjs-core show it. */
function coreModel() {
  const [w1, b1, w2, b2] = initial.map(({ values, shape }) => tfjs.variable(tfjs.tensor(values, shape)))
  const logits = (x: tfjs.Tensor2D) => {
    const hidden = tfjs.relu(tfjs.add(tfjs.matMul(x, w1!), b1!))
    return tfjs.add(tfjs.matMul(hidden, w2!), b2!)
  }
  return { logits, variables: [w1!, b1!, w2!, b2!] }
}

function predict(batch: number, target: number): Row {
  const ours: Entry = {
    name: 'tupleflow',
    build() {
      const m = ourModel()
      const x = tf.tensor2d(pixels(batch), [batch, 784])
      return predictor(() => m.predict(x), m)
    },
  }
  const layers: Entry = {
    name: 'tfjs-layers',
    build() {
      const m = layersModel()
      const x = tfjs.tensor2d(pixels(batch), [batch, 784])
      return predictor(() => m.predict(x) as tfjs.Tensor)
    },
  }
  const core: Entry = {
    name: 'tfjs-core',
    build() {
      const { logits } = coreModel()
      const x = tfjs.tensor2d(pixels(batch), [batch, 784])
      return predictor(() => tfjs.tidy(() => tfjs.softmax(logits(x))))
    },
  }
  const flops = dense(batch, 784, 128) + dense(batch, 128, 10)
  return { name: `MLP predict, batch ${batch}`, flops, target, tolerance: 1e-5, ours, peers: [layers, core] }
}

function train(optimizer: Optimizer, target: number): Row {
  const batch = 32
  const ours: Entry = {
    name: 'tupleflow',
    build() {
      const m = ourModel().compile({ optimizer: optimizers[optimizer].ours(), loss: 'categoricalCrossentropy' })
      const x = tf.tensor2d(pixels(batch), [batch, 784])
      const y = tf.tensor2d(oneHotRows(batch, 10), [batch, 10])
      return trainer(
        () => m.trainOnBatch(x, y),
        () => m.getWeights(),
        m,
      )
    },
  }
  const layers: Entry = {
    name: 'tfjs-layers',
    build() {
      const m = layersModel()
      m.compile({ optimizer: optimizers[optimizer].theirs(), loss: 'categoricalCrossentropy' })
      const x = tfjs.tensor2d(pixels(batch), [batch, 784])
      const y = tfjs.tensor2d(oneHotRows(batch, 10), [batch, 10])
      return trainer(
        async () => (await m.trainOnBatch(x, y)) as number,
        () => m.getWeights().map((weight) => weight.clone()),
      )
    },
  }
  const core: Entry = {
    name: 'tfjs-core',
    build() {
      const { logits, variables } = coreModel()
      const x = tfjs.tensor2d(pixels(batch), [batch, 784])
      const y = tfjs.tensor2d(oneHotRows(batch, 10), [batch, 10])
      const update = optimizers[optimizer].theirs()
      return minimizer(update, variables, () => tfjs.losses.softmaxCrossEntropy(y, logits(x)))
    },
  }
  const flops = trained(dense(batch, 784, 128), dense(batch, 128, 10))
  return {
    name: `MLP train step, ${optimizer}, batch 32`,
    flops,
    target,
    tolerance: 1e-3,
    ours,
    peers: [layers, core],
    heap: true,
  }
}

export const family: Family = {
  rows: [predict(1, 10), predict(32, 1.6), train('SGD', 5), train('Adam', 4.5)],
}
