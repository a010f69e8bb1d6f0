// gh-siamese-5 (siamese)
// Siamese head declared one rank higher than the base embedding: [batch,128] into [batch,pairs,128]
// https://github.com/aspamers/siamese/issues/5
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [28, 28, 1] })
  const e = tf.layers.dense({ units: 128 })(tf.layers.flatten()(x))
  const s = tf.input({ shape: ['pairs', 128] })
  const h = tf.layers.dense({ units: 1 })(s)
  const H = tf.model({ inputs: s, outputs: h })
  // @ts-expect-error model: x is [batch, 128], the model expects [batch, pairs, 128]: the rank is 2 vs 3
  H(e)
}

export namespace right {
  const x = tf.input({ shape: [28, 28, 1] })
  expectType<tf.SymbolicTensor<['batch', 28, 28, 1]>>(x)
  const e = tf.layers.dense({ units: 128 })(tf.layers.flatten()(x))
  expectType<tf.SymbolicTensor<['batch', 128]>>(e)
  const s = tf.input({ shape: [128] })
  expectType<tf.SymbolicTensor<['batch', 128]>>(s)
  const h = tf.layers.dense({ units: 1 })(s)
  expectType<tf.SymbolicTensor<['batch', 1]>>(h)
  const H = tf.model({ inputs: s, outputs: h })
  expectType<tf.SymbolicTensor<['batch', 1]>>(H.outputs)
  const y = H(e)
  expectType<tf.SymbolicTensor<['batch', 1]>>(y)
}
