import * as tfjs from '@tensorflow/tfjs'
import * as tf from 'tupleflow'
import { trainer } from './harness/contestants.js'
import { conv, dense, trained } from './harness/flops.js'
import type { Family } from './harness/row.js'
import { oneHotRows, values, weights } from './harness/values.js'

// Two convolutions with pooling on 28 x 28 pixels. tfjs-layers trains it on its cpu backend only: wasm has no kernel for
// the gradient of the filter, and throws.

const batch = 32
const initial = weights([[3, 3, 1, 8], [8], [3, 3, 8, 16], [16], [5 * 5 * 16, 10], [10]])
const pixels = values(batch * 28 * 28)
const labels = oneHotRows(batch, 10)

export const family: Family = {
  rows: [
    {
      name: 'CNN train step, SGD, batch 32',
      flops: trained(conv(batch * 26 * 26, 9, 1, 8), conv(batch * 11 * 11, 9, 8, 16) + dense(batch, 5 * 5 * 16, 10)),
      target: 100,
      tolerance: 1e-3,
      ours: {
        name: 'tupleflow',
        build() {
          const m = tf
            .sequential({
              layers: [
                tf.layers.conv2d({ filters: 8, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] }),
                tf.layers.maxPooling2d({ poolSize: 2 }),
                tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
                tf.layers.maxPooling2d({ poolSize: 2 }),
                tf.layers.flatten(),
                tf.layers.dense({ units: 10, activation: 'softmax' }),
              ],
            })
            .compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' })
          m.setWeights(initial.map(({ values, shape }) => tf.tensor(values, shape)))
          const [x, y] = [tf.tensor4d(pixels, [batch, 28, 28, 1]), tf.tensor2d(labels, [batch, 10])]
          return trainer(
            () => m.trainOnBatch(x, y),
            () => m.getWeights(),
            m,
          )
        },
      },
      peers: [
        {
          name: 'tfjs-layers, cpu',
          backend: 'cpu',
          build() {
            const m = tfjs.sequential({
              layers: [
                tfjs.layers.conv2d({ filters: 8, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] }),
                tfjs.layers.maxPooling2d({ poolSize: 2 }),
                tfjs.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
                tfjs.layers.maxPooling2d({ poolSize: 2 }),
                tfjs.layers.flatten(),
                tfjs.layers.dense({ units: 10, activation: 'softmax' }),
              ],
            })
            m.compile({ optimizer: tfjs.train.sgd(0.1), loss: 'categoricalCrossentropy' })
            m.setWeights(initial.map(({ values, shape }) => tfjs.tensor(values, shape)))
            const [x, y] = [tfjs.tensor4d(pixels, [batch, 28, 28, 1]), tfjs.tensor2d(labels, [batch, 10])]
            return trainer(
              async () => (await m.trainOnBatch(x, y)) as number,
              () => m.getWeights().map((weight) => weight.clone()),
            )
          },
        },
      ],
    },
  ],
}
