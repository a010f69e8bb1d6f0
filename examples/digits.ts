// A convolutional classifier of handwritten digits, trained on the wasm backend in about a minute.
import * as tf from 'tupleflow'
import { loadDigits } from './support/mnist.js'

const seed = 42
tf.setSeed(seed)

const image = tf.input({ shape: [28, 28, 1], name: 'image' })
const edges = tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' })(image) // ['batch', 26, 26, 16]
const smaller = tf.layers.maxPooling2d({ poolSize: 2 })(edges) // ['batch', 13, 13, 16]
const strokes = tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' })(smaller) // ['batch', 11, 11, 32]
const features = tf.layers.flatten()(tf.layers.maxPooling2d({ poolSize: 2 })(strokes)) // ['batch', 800]
const hidden = tf.layers.dense({ units: 128, activation: 'relu' })(features) // ['batch', 128]
const kept = tf.layers.dropout({ rate: 0.5 })(hidden)
const digit = tf.layers.dense({ units: 10, activation: 'softmax', name: 'digit' })(kept) // ['batch', 10]

// @ts-expect-error conv2d: needs rank 4, [batch, height, width, channels], got [batch, 800]
export const wrong = () => tf.layers.conv2d({ filters: 8, kernelSize: 3 })(features)

const model = tf.model({ inputs: image, outputs: digit, name: 'digits' }).compile({
  optimizer: tf.train.adam(0.001),
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
})
model.summary()

await tf.ready()
const { train, unseen } = loadDigits()
console.log(
  `\nTraining on ${train.count} digits, ${unseen.count} are kept unseen. Backend ${tf.getBackend()}, seed ${seed}.`,
)
await model.fit(train.images, train.labels, { epochs: 8, batchSize: 32, verbose: 1 })

const [, accuracy] = model.evaluate(unseen.images, unseen.labels, { batchSize: 500 })
const share = (await accuracy!.data())[0]!
console.log(`Accuracy on ${unseen.count} unseen digits: ${(100 * share).toFixed(2)} %\n`)

// A few of them, spread over the ten classes, beside each other.
const shown = [0, 1, 2, 3].map((i) => Math.floor(((i + 0.5) * unseen.count) / 4))
const pictures = await Promise.all(
  shown.map(async (row) => {
    const picture = tf.slice(unseen.images, [row], [1])
    const predicted = tf.argMax(model.predict(picture), -1)
    const [answer, truth] = [(await predicted.data())[0]!, (await tf.slice(unseen.labels, [row], [1]).data())[0]!]
    const caption = `predicted ${answer}, is ${truth}`.padEnd(28)
    return [...tf.drawImage((await picture.data()) as Float32Array, 28), caption]
  }),
)
for (let line = 0; line < pictures[0]!.length; line++) console.log(pictures.map((picture) => picture[line]).join('  '))
