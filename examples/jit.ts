// A function of tensors, compiled: attention over a sequence, beside the same function called eagerly.
import * as tf from 'tupleflow'

type Heads = tf.Tensor<[4, 32, 16]>

function attention(q: Heads, k: Heads, v: Heads) {
  const scores = tf.div(tf.matMul(q, k, false, true), 4) // [4, 32, 32]
  return tf.matMul(tf.softmax(scores), v) // [4, 32, 16]
}
// @ts-expect-error matMul: cannot multiply [4, 32, 16] by [4, 32, 16]: inner dimensions are 16 vs 32
const wrong = (q: Heads, k: Heads) => tf.matMul(q, k)

await tf.ready()
const fast = tf.jit(attention)
const [q, k, v] = [tf.randomNormal([4, 32, 16]), tf.randomNormal([4, 32, 16]), tf.randomNormal([4, 32, 16])]

const planned = fast(q, k, v) // Tensor<[4, 32, 16]>
const eager = attention(q, k, v)
const difference = tf.max(tf.abs(tf.sub(planned, eager))).dataSync()[0]!
console.log(`largest difference to the eager call: ${difference.toExponential(1)}`)
fast.printPlans((line) => console.log(line.slice(0, 100)))

try {
  wrong(q, k)
} catch (error) {
  console.log((error as Error).message)
}
