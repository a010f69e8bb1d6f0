// Two branches, joined on the last axis and trained.
import * as tf from 'tupleflow'

tf.setSeed(1)
const x = tf.input({ shape: [10] })
const a = tf.layers.dense({ units: 16, activation: 'relu' })(x)
const b = tf.layers.dense({ units: 16, activation: 'tanh' })(x)
const both = tf.concat([a, b], -1) // ['batch', 32]
const out = tf.layers.dense({ units: 1 })(both)

// @ts-expect-error concat: cannot join [batch, 16] with [batch, 10, 1]: the ranks differ
const wrong = () => tf.concat([a, tf.expandDims(x, -1)], -1)

const m = tf.model({ inputs: x, outputs: out }).compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' })
m.summary()

await tf.ready()
const data = tf.randomNormal([256, 10])
const labels = tf.sum(tf.square(data), -1, true) // Tensor<[256, 1]>
const { history } = await m.fit(data, labels, { epochs: 40 })
console.log(`loss: ${history['loss']![0]!.toFixed(2)} at first, ${history['loss']!.at(-1)!.toFixed(2)} after 40 epochs`)

try {
  wrong()
} catch (error) {
  console.log((error as Error).message)
}
