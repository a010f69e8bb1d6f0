import { expectType } from 'tsd'
import * as tf from 'tupleflow'

// No reassignment, list or condition makes a shape that the run contradicts.

const x = tf.input({ shape: [8, 8, 3] })
const v = tf.input({ shape: [8] })

let dense = tf.layers.dense({ units: 4 })
// @ts-expect-error a layer of 8 units is none of 4
dense = tf.layers.dense({ units: 8 })
let conv = tf.layers.conv2d({ filters: 4, kernelSize: 3 })
// @ts-expect-error a window of 5 is none of 3
conv = tf.layers.conv2d({ filters: 4, kernelSize: 5 })
let pool = tf.layers.maxPooling2d({ poolSize: 2 })
// @ts-expect-error a window of 3 is none of 2
pool = tf.layers.maxPooling2d({ poolSize: 3 })
let embedding = tf.layers.embedding({ inputDim: 10, outputDim: 4 })
// @ts-expect-error vectors of 8 are none of 4
embedding = tf.layers.embedding({ inputDim: 10, outputDim: 8 })
let lstm = tf.layers.lstm({ units: 4 })
// @ts-expect-error a sequence is no last step
lstm = tf.layers.lstm({ units: 4, returnSequences: true })
let fitted = tf.layers.dense({ units: 4, inputShape: [3] })
// @ts-expect-error made for another input
fitted = tf.layers.dense({ units: 4, inputShape: [5] })
dense = tf.layers.dense({ units: 4, activation: 'relu' })
export { conv, dense, embedding, fitted, lstm, pool }

// What a list or a condition leaves open is open.
const list = [tf.layers.conv2d({ filters: 4, kernelSize: 3 }), tf.layers.conv2d({ filters: 8, kernelSize: 5 })]
expectType<tf.SymbolicTensor<['batch', 6, 6, 4]> | tf.SymbolicTensor<['batch', 4, 4, 8]>>(list[1]!(x))
const either = Math.random() > 0.5 ? tf.layers.dense({ units: 4 }) : tf.layers.dense({ units: 8 })
expectType<tf.SymbolicTensor<['batch', 4]> | tf.SymbolicTensor<['batch', 8]>>(either(v))
expectType<tf.SymbolicTensor<number[]>>(tf.relu(either(v)))
expectType<tf.SymbolicTensor<number[]>>(tf.layers.conv2d({ filters: 4, kernelSize: 1 })(Math.random() > 0.5 ? x : v))
const equal = Math.random() > 0.5 ? tf.layers.dense({ units: 4 }) : tf.layers.dense({ units: 4 })
expectType<tf.SymbolicTensor<['batch', 4]>>(equal(v))
let h: tf.SymbolicTensor = v
for (const units of [4, 8]) h = tf.layers.dense({ units })(h)
expectType<tf.SymbolicTensor>(h)
