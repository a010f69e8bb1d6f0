import * as tfjs from '@tensorflow/tfjs'
import * as tf from 'tupleflow'
import { minimizer, predictor, trainer } from './harness/contestants.js'
import { conv, trained } from './harness/flops.js'
import type { Entry, Family } from './harness/row.js'
import { size, values, weights } from './harness/values.js'

// Two 3 x 3 convolutions and a way around them: relu(x + conv(relu(conv(x)))).

type Image = readonly [batch: number, height: number, width: number, channels: number]
const initial = (channels: number) =>
  weights([[3, 3, channels, channels], [channels], [3, 3, channels, channels], [channels]])

function ourModel([, height, width, channels]: Image) {
  const x = tf.input({ shape: [height, width, channels] })
  const slide = { filters: channels, kernelSize: 3, padding: 'same' } as const
  const inner = tf.layers.conv2d(slide)(tf.layers.conv2d({ ...slide, activation: 'relu' })(x))
  const m = tf.model({ inputs: x, outputs: tf.relu(tf.add(x, inner)) })
  m.setWeights(initial(channels).map(({ values, shape }) => tf.tensor(values, shape)))
  return m
}
function layersModel([, height, width, channels]: Image) {
  const x = tfjs.input({ shape: [height, width, channels] })
  const slide = { filters: channels, kernelSize: 3, padding: 'same' } as const
  const hidden = tfjs.layers.conv2d({ ...slide, activation: 'relu' }).apply(x)
  const inner = tfjs.layers.conv2d(slide).apply(hidden) as tfjs.SymbolicTensor
  const outputs = tfjs.layers.reLU().apply(tfjs.layers.add().apply([x, inner])) as tfjs.SymbolicTensor
  const m = tfjs.model({ inputs: x, outputs })
  m.setWeights(initial(channels).map(({ values, shape }) => tfjs.tensor(values, shape)))
  return m
}
function coreModel([, , , channels]: Image) {
  const [k1, b1, k2, b2] = initial(channels).map(({ values, shape }) => tfjs.variable(tfjs.tensor(values, shape)))
  const slide = (x: tfjs.Tensor4D, kernel: tfjs.Tensor, bias: tfjs.Tensor) =>
    tfjs.add<tfjs.Tensor4D>(tfjs.conv2d(x, kernel as tfjs.Tensor4D, 1, 'same'), bias)
  const call = (x: tfjs.Tensor4D) => tfjs.relu(tfjs.add(x, slide(tfjs.relu(slide(x, k1!, b1!)), k2!, b2!)))
  return { call, variables: [k1!, b1!, k2!, b2!] }
}
const flops = ([batch, height, width, channels]: Image) => conv(batch * height * width, 9, channels, channels)

const large: Image = [8, 28, 28, 32]
const predicts: readonly Entry[] = [
  {
    name: 'tupleflow',
    build() {
      const m = ourModel(large)
      const x = tf.tensor4d(values(size(large)), large)
      return predictor(() => m.predict(x), m)
    },
  },
  {
    name: 'tfjs-layers',
    build() {
      const m = layersModel(large)
      const x = tfjs.tensor4d(values(size(large)), [...large])
      return predictor(() => m.predict(x) as tfjs.Tensor)
    },
  },
  {
    name: 'tfjs-core',
    build() {
      const { call } = coreModel(large)
      const x = tfjs.tensor4d(values(size(large)), [...large])
      return predictor(() => tfjs.tidy(() => call(x)))
    },
  },
]

// Small: the peer trains it on its cpu backend only.
const small: Image = [4, 16, 16, 16]
const wanted = values(size(small), 1, 2)
const trains: readonly Entry[] = [
  {
    name: 'tupleflow',
    build() {
      const m = ourModel(small).compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
      const [x, y] = [tf.tensor4d(values(size(small)), small), tf.tensor4d(wanted, small)]
      return trainer(
        () => m.trainOnBatch(x, y),
        () => m.getWeights(),
        m,
      )
    },
  },
  {
    name: 'tfjs-core, cpu',
    backend: 'cpu',
    build() {
      const { call, variables } = coreModel(small)
      const [x, y] = [tfjs.tensor4d(values(size(small)), [...small]), tfjs.tensor4d(wanted, [...small])]
      const optimizer = tfjs.train.sgd(0.1)
      return minimizer(optimizer, variables, () => tfjs.losses.meanSquaredError(y, call(x)))
    },
  },
]

export const family: Family = {
  rows: [
    {
      name: `residual block predict, [${large.join(', ')}]`,
      flops: 2 * flops(large),
      target: 2,
      tolerance: 1e-5,
      ours: predicts[0]!,
      peers: predicts.slice(1),
    },
    {
      name: `residual block train step, [${small.join(', ')}]`,
      flops: trained(flops(small), flops(small)),
      target: 2,
      tolerance: 1e-3,
      ours: trains[0]!,
      peers: trains.slice(1),
    },
  ],
}
