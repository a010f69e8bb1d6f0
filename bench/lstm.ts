import * as tfjs from '@tensorflow/tfjs'
import * as tf from 'tupleflow'
import { predictor, trainer } from './harness/contestants.js'
import { dense, trained } from './harness/flops.js'
import type { Entry, Family } from './harness/row.js'
import { values, weights } from './harness/values.js'

// LSTM(64) over 50 steps of 16 features. tfjs-layers' own default for the gates is another function.

const [batch, time, features, units] = [32, 50, 16, 64] as const
const recurrentActivation = 'sigmoid'
const initial = weights([[features, 4 * units], [units, 4 * units], [4 * units]])
const steps = values(batch * time * features)
const wanted = values(batch * units, 1, 2)

function ours() {
  const x = tf.input({ shape: [time, features] })
  const m = tf.model({ inputs: x, outputs: tf.layers.lstm({ units, recurrentActivation })(x) })
  m.setWeights(initial.map(({ values, shape }) => tf.tensor(values, shape)))
  return { m, x: tf.tensor3d(steps, [batch, time, features]) }
}
function theirs() {
  const layer = tfjs.layers.lstm({
    units,
    recurrentActivation,
    inputShape: [time, features],
    // The weights are set below; orthogonal ones of this size come with a warning.
    recurrentInitializer: 'zeros',
  })
  const m = tfjs.sequential({ layers: [layer] })
  m.setWeights(initial.map(({ values, shape }) => tfjs.tensor(values, shape)))
  return { m, x: tfjs.tensor3d(steps, [batch, time, features]) }
}

const ourPredict: Entry = {
  name: 'tupleflow',
  build() {
    const { m, x } = ours()
    return predictor(() => m.predict(x), m)
  },
}
const theirPredict: Entry = {
  name: 'tfjs-layers',
  build() {
    const { m, x } = theirs()
    return predictor(() => m.predict(x) as tfjs.Tensor)
  },
}
const ourTrain: Entry = {
  name: 'tupleflow',
  build() {
    const { m, x } = ours()
    const y = tf.tensor2d(wanted, [batch, units])
    const compiled = m.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
    return trainer(
      () => compiled.trainOnBatch(x, y),
      () => m.getWeights(),
      m,
    )
  },
}
const theirTrain: Entry = {
  name: 'tfjs-layers',
  build() {
    const { m, x } = theirs()
    const y = tfjs.tensor2d(wanted, [batch, units])
    m.compile({ optimizer: tfjs.train.sgd(0.1), loss: 'meanSquaredError' })
    return trainer(
      async () => (await m.trainOnBatch(x, y)) as number,
      () => m.getWeights().map((weight) => weight.clone()),
    )
  },
}

const inputs = dense(batch * time, features, 4 * units)
const states = dense(batch * time, units, 4 * units)
export const family: Family = {
  rows: [
    {
      name: 'LSTM(64) predict, [32, 50, 16]',
      flops: inputs + states,
      target: 2.5,
      tolerance: 1e-5,
      ours: ourPredict,
      peers: [theirPredict],
    },
    {
      name: 'LSTM(64) train step, [32, 50, 16]',
      flops: trained(inputs, states),
      target: 5,
      tolerance: 1e-3,
      ours: ourTrain,
      peers: [theirTrain],
      heap: true,
    },
  ],
}
