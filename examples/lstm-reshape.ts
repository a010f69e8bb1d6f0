// The steps of an LSTM as rows: ten times as many as the batch has, and the type knows.
import * as tf from 'tupleflow'

const x = tf.input({ shape: [10, 10] })
const steps = tf.layers.lstm({ units: 32, returnSequences: true })(x) // ['batch', 10, 32]
const rows = tf.reshape(steps, [-1, 32]) // ['10*batch', 32]
const scores = tf.layers.dense({ units: 1, activation: 'sigmoid' })(rows) // ['10*batch', 1]
const perSequence = tf.mean(tf.reshape(scores, ['batch', 10]), 1) // ['batch']
console.log(String(rows))

// @ts-expect-error reshape: cannot reshape [batch, 10, 32] to [-1, 30]: 320*batch elements do not divide by 30; if they agree when run, say so with tf.ensureShape
const wrong = () => tf.reshape(steps, [-1, 30])

await tf.ready()
const m = tf.model({ inputs: x, outputs: perSequence })
m.summary()
const y = m.predict(tf.randomNormal([3, 10, 10])) // Tensor<[3]>
y.print()

try {
  wrong()
} catch (error) {
  console.log((error as Error).message)
}
