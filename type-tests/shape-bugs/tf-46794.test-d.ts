// tf-46794 (rnn-rank)
// LSTM on a rank-4 graph-convolution output: rank 4 vs 3
// https://github.com/tensorflow/tensorflow/issues/46794
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const h: tf.SymbolicTensor<['batch', 64, 4, 850]>
  // @ts-expect-error lstm: needs rank 3, [batch, time, features], got [batch, 64, 4, 850]
  tf.layers.lstm({ units: 32, returnSequences: true })(h)
}

export namespace right {
  declare const h: tf.SymbolicTensor<['batch', 64, 4, 850]>
  const t = tf.transpose(h, [0, 3, 1, 2])
  expectType<tf.SymbolicTensor<['batch', 850, 64, 4]>>(t)
  const r = tf.reshape(t, [-1, 64, 4])
  expectType<tf.SymbolicTensor<['850*batch', 64, 4]>>(r)
  const o = tf.layers.lstm({ units: 32, returnSequences: true })(r)
  expectType<tf.SymbolicTensor<['850*batch', 64, 32]>>(o)
}
