import * as tfjs from '@tensorflow/tfjs'
import * as tf from 'tupleflow'
import { minimizer, predictor, trainer } from './harness/contestants.js'
import { dense, trained } from './harness/flops.js'
import type { Entry, Family } from './harness/row.js'
import { values, weights } from './harness/values.js'

// A block of a transformer: attention of four heads, a perceptron, and a layer norm after each. Attention and norms are
// raw ops, which tfjs-layers does not have: the peer is tfjs-core, by hand.

const [batch, time, width, heads, inner] = [8, 32, 64, 4, 256] as const
const depth = width / heads
const epsilon = 1e-5
const square = [width, width]
const initial = weights([square, square, square, square, [width, inner], [inner], [inner, width], [width]])
const tokens = values(batch * time * width)
const wanted = values(batch * time * width, 1, 2)

function ourModel() {
  const { dense } = tf.layers
  const x = tf.input({ shape: [time, width] })
  const headsOf = (rows: tf.SymbolicTensor<['batch', 32, 64]>) =>
    tf.transpose(tf.reshape(rows, [-1, time, heads, 16]), [0, 2, 1, 3])
  const norm = (rows: tf.SymbolicTensor<['batch', 32, 64]>) => {
    const centred = tf.sub(rows, tf.mean(rows, -1, true))
    return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon)))
  }
  const [query, key, value] = [1, 2, 3].map(() => headsOf(dense({ units: width, useBias: false })(x)))
  const scores = tf.softmax(tf.mul(tf.matMul(query!, key!, false, true), depth ** -0.5))
  const mixed = tf.reshape(tf.transpose(tf.matMul(scores, value!), [0, 2, 1, 3]), [-1, time, width])
  const attended = norm(tf.add(x, dense({ units: width, useBias: false })(mixed)))
  const hidden = dense({ units: inner, activation: 'relu' })(attended)
  const m = tf.model({ inputs: x, outputs: norm(tf.add(attended, dense({ units: width })(hidden))) })
  m.setWeights(initial.map(({ values, shape }) => tf.tensor(values, shape)))
  return m
}

function coreModel() {
  const variables = initial.map(({ values, shape }) => tfjs.variable(tfjs.tensor(values, shape)))
  const [query, key, value, joined, up, upBias, down, downBias] = variables as tfjs.Tensor2D[]
  const headsOf = (rows: tfjs.Tensor2D) => tfjs.transpose(tfjs.reshape(rows, [batch, time, heads, depth]), [0, 2, 1, 3])
  const norm = (rows: tfjs.Tensor2D) => {
    const centred = tfjs.sub(rows, tfjs.mean(rows, -1, true))
    return tfjs.mul(centred, tfjs.rsqrt(tfjs.add(tfjs.mean(tfjs.square(centred), -1, true), epsilon)))
  }
  const call = (x: tfjs.Tensor3D): tfjs.Tensor => {
    // One product of matrices is faster than one for each row of the batch.
    const rows = tfjs.reshape(x, [batch * time, width])
    const [q, k, v] = [query!, key!, value!].map((weight) => headsOf(tfjs.matMul(rows, weight)))
    const scores = tfjs.softmax(tfjs.mul(tfjs.matMul(q!, k!, false, true), depth ** -0.5))
    const mixed = tfjs.reshape(tfjs.transpose(tfjs.matMul(scores, v!), [0, 2, 1, 3]), [batch * time, width])
    const attended = norm(tfjs.add(rows, tfjs.matMul<tfjs.Tensor2D>(mixed as tfjs.Tensor2D, joined!))) as tfjs.Tensor2D
    const hidden = tfjs.relu(tfjs.add<tfjs.Tensor2D>(tfjs.matMul(attended, up!), upBias!))
    const out = tfjs.add<tfjs.Tensor2D>(tfjs.matMul(hidden, down!), downBias!)
    return tfjs.reshape(norm(tfjs.add(attended, out)), [batch, time, width])
  }
  return { call, variables }
}

const predicts: readonly Entry[] = [
  {
    name: 'tupleflow',
    build() {
      const m = ourModel()
      const x = tf.tensor3d(tokens, [batch, time, width])
      return predictor(() => m.predict(x), m)
    },
  },
  {
    name: 'tfjs-core',
    build() {
      const { call } = coreModel()
      const x = tfjs.tensor3d(tokens, [batch, time, width])
      return predictor(() => tfjs.tidy(() => call(x)))
    },
  },
]
const trains: readonly Entry[] = [
  {
    name: 'tupleflow',
    build() {
      const m = ourModel().compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
      const [x, y] = [tf.tensor3d(tokens, [batch, time, width]), tf.tensor3d(wanted, [batch, time, width])]
      return trainer(
        () => m.trainOnBatch(x, y),
        () => m.getWeights(),
        m,
      )
    },
  },
  {
    name: 'tfjs-core',
    build() {
      const { call, variables } = coreModel()
      const [x, y] = [tfjs.tensor3d(tokens, [batch, time, width]), tfjs.tensor3d(wanted, [batch, time, width])]
      const optimizer = tfjs.train.sgd(0.1)
      return minimizer(optimizer, variables, () => tfjs.losses.meanSquaredError(y, call(x)))
    },
  },
]

const projection = dense(batch * time, width, width)
const attention = 2 * dense(batch * heads * time, time, depth)
const perceptron = 2 * dense(batch * time, width, inner)
export const family: Family = {
  rows: [
    {
      name: 'transformer block predict, [8, 32, 64]',
      flops: 4 * projection + attention + perceptron,
      target: 2,
      tolerance: 1e-5,
      ours: predicts[0]!,
      peers: predicts.slice(1),
    },
    {
      name: 'transformer block train step, [8, 32, 64]',
      flops: trained(3 * projection, projection + attention + perceptron),
      target: 2,
      tolerance: 1e-3,
      ours: trains[0]!,
      peers: trains.slice(1),
      heap: true,
    },
  ],
}
