import * as tf from 'tupleflow'

/** A model with data for one batch. What the compiler knows of its shapes does not matter to the tests that take any. */
export interface Trained {
  readonly model: AnyModel
  readonly x: tf.Tensor
  readonly y: tf.Tensor
}
export interface AnyModel {
  (x: tf.Tensor, options?: { readonly training?: boolean }): tf.Tensor
  readonly weights: readonly { readonly name: string; read(): tf.Tensor }[]
  predict(x: tf.Tensor, args?: { readonly batchSize?: number }): tf.Tensor
  evaluate(x: tf.Tensor, y: tf.Tensor): tf.Tensor
  trainOnBatch(x: tf.Tensor, y: tf.Tensor): Promise<number>
  fit(x: tf.Tensor, y: tf.Tensor, args?: object): Promise<tf.History>
  getWeights(): tf.Tensor[]
  setWeights(values: readonly tf.Tensor[]): void
  printPlans(print?: (line: string) => void): void
  dispose(): void
}
const compiled = (inputs: tf.SymbolicTensor<any>, outputs: tf.SymbolicTensor<any>, loss: tf.Loss, optimizer = 'adam') =>
  tf.model({ inputs, outputs }).compile({ optimizer: optimizer as 'adam', loss }) as unknown as AnyModel
const labels = (rows: number, classes: number) =>
  tf.tidy(() =>
    tf.oneHot(tf.tensor1d(Int32Array.from({ length: rows }, (_, i) => (3 * i) % classes)), classes, 1, 0, 'float32'),
  )

function mlp(): Trained {
  const x = tf.input({ shape: [6] })
  const h = tf.layers.dense({ units: 8, activation: 'relu' })(x)
  const y = tf.layers.dense({ units: 3, activation: 'softmax' })(tf.layers.dropout({ rate: 0.25 })(h))
  return { model: compiled(x, y, 'categoricalCrossentropy'), x: tf.randomNormal([4, 6]), y: labels(4, 3) as tf.Tensor }
}
function cnn(): Trained {
  const x = tf.input({ shape: [6, 6, 2] })
  const conv = tf.layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same' })(x)
  const a = tf.layers.reLU()(tf.layers.batchNormalization()(conv))
  const b = tf.layers.batchNormalization()(tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same' })(a))
  const pooled = tf.layers.maxPooling2d({ poolSize: 2 })(tf.layers.add()([a, b]))
  const kept = tf.layers.dropout({ rate: 0.5 })(tf.layers.flatten()(pooled))
  const y = tf.layers.dense({ units: 2, activation: 'softmax' })(kept)
  const data = tf.randomNormal([3, 6, 6, 2])
  // Not adam: in front of a normalisation the gradient of a bias is nothing but rounding, which adam would blow up.
  return { model: compiled(x, y, 'categoricalCrossentropy', 'momentum'), x: data, y: labels(3, 2) as tf.Tensor }
}
function lstm(): Trained {
  const x = tf.input({ shape: ['seq', 3] })
  const steps = tf.layers.lstm({ units: 4, returnSequences: true })(x)
  const y = tf.layers.dense({ units: 1 })(tf.layers.lstm({ units: 3 })(steps))
  return { model: compiled(x, y, 'meanSquaredError', 'momentum'), x: tf.randomNormal([2, 5, 3]), y: tf.ones([2, 1]) }
}
/** Two branches, weights in two places, a constant and a variable of the user's, and ops between the layers. */
function branches(): Trained {
  const x = tf.input({ shape: [6] })
  const shared = tf.layers.dense({ units: 6, activation: 'tanh' })
  const a = shared(x)
  const b = shared(tf.mul(a, tf.variable(tf.fill([6], 0.5))))
  const both = tf.concat([a, b, tf.add(x, tf.tensor([1, 2, 3, 4, 5, 6]))], -1)
  const y = tf.layers.dense({ units: 2 })(tf.reshape(both, [-1, 18]))
  return { model: compiled(x, y, 'meanSquaredError', 'sgd'), x: tf.randomNormal([5, 6]), y: tf.ones([5, 2]) }
}
/** The digits of the examples, smaller. */
function digits(): Trained {
  const image = tf.input({ shape: [12, 12, 1] })
  const edges = tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu' })(image)
  const strokes = tf.layers.conv2d({ filters: 6, kernelSize: 3, activation: 'relu' })(
    tf.layers.maxPooling2d({ poolSize: 2 })(edges),
  )
  const hidden = tf.layers.dense({ units: 8, activation: 'relu' })(tf.layers.flatten()(strokes))
  const digit = tf.layers.dense({ units: 10, activation: 'softmax' })(hidden)
  const y = tf.tensor([1, 5, 9]) as tf.Tensor
  return { model: compiled(image, digit, 'sparseCategoricalCrossentropy'), x: tf.randomNormal([3, 12, 12, 1]), y }
}
/** The rows of the steps of an LSTM. */
function rows(): Trained {
  const x = tf.input({ shape: [4, 5] })
  const steps = tf.layers.lstm({ units: 3, returnSequences: true })(x)
  const scores = tf.layers.dense({ units: 1, activation: 'sigmoid' })(tf.reshape(steps, [-1, 3]))
  const y = tf.mean(tf.reshape(scores, ['batch', 4]), 1)
  return { model: compiled(x, y, 'meanSquaredError'), x: tf.randomNormal([3, 4, 5]), y: tf.ones([3]) }
}

/** Makes a model and its data, with the same numbers each time. */
export function trained(name: keyof typeof makers): Trained {
  tf.setSeed(5)
  return makers[name]()
}
const makers = { mlp, cnn, lstm, branches, digits, rows }
export const modelNames = Object.keys(makers) as (keyof typeof makers)[]
