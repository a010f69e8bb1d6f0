import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const data: tf.Tensor<[4, 28, 28, 1]>
declare const labels: tf.Tensor<[4]>

const m = tf.sequential({
  layers: [
    tf.layers.conv2d({ filters: 8, kernelSize: 3, inputShape: [28, 28, 1] }),
    tf.layers.maxPooling2d(),
    tf.layers.flatten(),
    tf.layers.dropout({ rate: 0.5 }),
    tf.layers.dense({ units: 10, activation: 'softmax' }),
  ],
})
expectType<tf.SymbolicTensor<['batch', 28, 28, 1]>>(m.inputs)
expectType<tf.SymbolicTensor<['batch', 10]>>(m.outputs)
expectType<tf.Tensor<[4, 10]>>(m.predict(data))
m.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' }).fit(data, labels)

// A plain function contributes the type that it declares.
const mean = tf.sequential({
  layers: [
    tf.layers.conv2d({ filters: 8, kernelSize: 3, inputShape: [28, 28, 1] }),
    (x: tf.SymbolicTensor<['batch', 26, 26, 8]>): tf.SymbolicTensor<['batch', 8]> => tf.mean(x, [1, 2]),
    tf.layers.dense({ units: 3 }),
  ],
})
expectType<tf.Tensor<[4, 3]>>(mean.predict(data))

const steps = tf.sequential({
  layers: [tf.layers.lstm({ units: 4, inputShape: ['seq', 2], returnSequences: true }), tf.layers.dense({ units: 1 })],
})
expectType<tf.SymbolicTensor<['batch', 'seq', 1]>>(steps.outputs)
expectType<tf.Tensor<[4, 7, 1]>>(steps.predict(tf.zeros([4, 7, 2])))

tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, inputShape: [10] }),
    tf.layers.dropout({ rate: 0.5 }),
    // @ts-expect-error sequential: layer 2: conv2d: needs rank 4, [batch, height, width, channels], got [batch, 16]
    tf.layers.conv2d({ filters: 8, kernelSize: 3 }),
    tf.layers.flatten(),
  ],
})
tf.sequential({
  layers: [
    tf.layers.conv2d({ filters: 8, kernelSize: 3, inputShape: [4, 4, 1] }),
    // @ts-expect-error sequential: layer 1: maxPooling2d: a window of 3 does not fit into axis 1 of [batch, 2, 2, 8], which is 2
    tf.layers.maxPooling2d({ poolSize: 3 }),
  ],
})
// @ts-expect-error predict: x is [4, 28, 28, 3], the model expects [batch, 28, 28, 1]: axis 3 is 3 vs 1
m.predict(tf.zeros([4, 28, 28, 3]))

// A model is a link, also the first.
const features = tf.input({ shape: [16] })
const head = tf.model({ inputs: features, outputs: tf.layers.dense({ units: 5 })(features) })
const two = tf.sequential({
  layers: [tf.layers.dense({ units: 16, inputShape: [10] }), head, tf.layers.dense({ units: 2 })],
})
expectType<tf.SymbolicTensor<['batch', 10]>>(two.inputs)
expectType<tf.SymbolicTensor<['batch', 2]>>(two.outputs)
const onTop = tf.sequential({
  layers: [head.compile({ optimizer: 'sgd', loss: 'meanSquaredError' }), tf.layers.dropout({ rate: 0.5 })],
})
expectType<tf.SymbolicTensor<['batch', 16]>>(onTop.inputs)
expectType<tf.SymbolicTensor<['batch', 5]>>(onTop.outputs)
const longer = tf.sequential({ layers: [m, tf.layers.dense({ units: 2 })] })
expectType<tf.SymbolicTensor<['batch', 28, 28, 1]>>(longer.inputs)
expectType<tf.Tensor<[4, 2]>>(longer.predict(data))
tf.sequential({
  layers: [
    tf.layers.lstm({ units: 8, inputShape: ['seq', 2], returnSequences: true }),
    tf.layers.dense({ units: 2 }),
    steps,
    // @ts-expect-error sequential: layer 3: model: x is [batch, seq, 1], the model expects [batch, 16]: the rank is 3 vs 2
    head,
    tf.layers.dense({ units: 2 }),
  ],
})
tf.sequential({
  layers: [
    tf.layers.dense({ units: 4, inputShape: [10] }),
    // @ts-expect-error sequential: layer 1: model: x is [batch, 4], the model expects [batch, 16]: axis 1 is 4 vs 16
    head,
  ],
})

tf.sequential({
  layers: [
    // @ts-expect-error sequential: the first layer needs 'inputShape'
    tf.layers.dense({ units: 3 }),
    tf.layers.dense({ units: 1 }),
  ],
})
