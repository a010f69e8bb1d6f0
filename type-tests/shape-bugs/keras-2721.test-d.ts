// keras-2721 (rnn-stack)
// Stacked LSTMs without return_sequences: [batch,100] is rank 2, LSTM needs 3
// https://github.com/keras-team/keras/issues/2721
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [1, 90] })
  const a = tf.layers.lstm({ units: 100 })(x)
  // @ts-expect-error lstm: needs rank 3, [batch, time, features], got [batch, 100]; a recurrent layer gives every step with 'returnSequences'
  tf.layers.lstm({ units: 100 })(a)
}

export namespace right {
  const x = tf.input({ shape: [1, 90] })
  expectType<tf.SymbolicTensor<['batch', 1, 90]>>(x)
  const a = tf.layers.lstm({ units: 100, returnSequences: true })(x)
  expectType<tf.SymbolicTensor<['batch', 1, 100]>>(a)
  const c = tf.layers.lstm({ units: 100 })(a)
  expectType<tf.SymbolicTensor<['batch', 100]>>(c)
}
