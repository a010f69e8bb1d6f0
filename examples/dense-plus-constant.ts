// A raw op on a layer's output: in TensorFlow.js this throws.
import * as tf from 'tupleflow'

const x = tf.input({ shape: [10] })
const h = tf.layers.dense({ units: 16 })(x)
const shifted = tf.add(h, 2)
console.log(String(shifted))

// @ts-expect-error add: cannot broadcast [batch, 16] with [3]: axis -1 is 16 vs 3
const wrong = () => tf.add(h, [1, 2, 3])

await tf.ready()
const m = tf.model({ inputs: x, outputs: shifted })
const y = m.predict(tf.zeros([4, 10]))
y.print()

try {
  wrong()
} catch (error) {
  console.log((error as Error).message)
}
