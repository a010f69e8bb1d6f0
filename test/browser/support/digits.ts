/** The model of `examples/digits.ts` in a few steps, in Node and in a page alike. */
import * as tf from 'tupleflow'

export interface Digits {
  /** 784 numbers for each. */
  readonly images: readonly number[]
  readonly labels: readonly number[]
}
export interface Trained {
  readonly losses: readonly number[]
  /** After the training, the probabilities of each digit's ten classes. */
  readonly predictions: readonly number[]
  readonly plans: readonly string[]
  /** Tensors left behind. */
  readonly left: number
}

export async function train(backend: string, { images, labels }: Digits, batchSize: number): Promise<Trained> {
  await tf.setBackend(backend)
  const before = tf.memory().numTensors
  tf.setSeed(42)
  const image = tf.input({ shape: [28, 28, 1] })
  const edges = tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' })(image)
  const smaller = tf.layers.maxPooling2d({ poolSize: 2 })(edges)
  const strokes = tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' })(smaller)
  const features = tf.layers.flatten()(tf.layers.maxPooling2d({ poolSize: 2 })(strokes))
  const hidden = tf.layers.dense({ units: 128, activation: 'relu' })(features)
  const kept = tf.layers.dropout({ rate: 0.5 })(hidden)
  const digit = tf.layers.dense({ units: 10, activation: 'softmax' })(kept)
  const model = tf.model({ inputs: image, outputs: digit }).compile({
    optimizer: tf.train.adam(0.001),
    loss: 'sparseCategoricalCrossentropy',
  })

  const x = tf.tensor(Float32Array.from(images), [labels.length, 28, 28, 1])
  const losses: number[] = []
  for (let at = 0; at < labels.length; at += batchSize) {
    const batch = tf.slice(x, [at], [batchSize])
    const truth = tf.tensor(labels.slice(at, at + batchSize))
    losses.push(await model.trainOnBatch(batch, truth))
    tf.dispose([batch, truth])
  }
  const predicted = model.predict(x, { batchSize })
  const predictions = [...(await predicted.data())]
  const plans: string[] = []
  model.printPlans((line) => plans.push(line))
  tf.dispose([x, predicted])
  model.dispose()
  return { losses, predictions, plans, left: tf.memory().numTensors - before }
}
