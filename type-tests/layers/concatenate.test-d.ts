import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const a: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const b: tf.SymbolicTensor<['batch', 'seq', 4]>
declare const later: tf.SymbolicTensor<['batch', 'seq+1', 8]>
declare const flat: tf.SymbolicTensor<['batch', 8]>
declare const anyRank: tf.SymbolicTensor
declare const eager: tf.Tensor<[2, 3]>

const join = tf.layers.concatenate()
expectType<tf.SymbolicTensor<['batch', 'seq', 12]>>(join([a, b]))
expectType<tf.SymbolicTensor<['batch', 'seq', 20]>>(join.apply([a, b, a]))
expectType<tf.SymbolicTensor<['batch', '2*seq+1', 8]>>(tf.layers.concatenate({ axis: 1 })([a, later]))
expectType<tf.Tensor<[2, 6]>>(join([eager, eager]))
expectType<tf.SymbolicTensor<number[]>>(join([a, anyRank]))

// @ts-expect-error concatenate: cannot join [batch, seq, 8] with [batch, 8]: the ranks differ
join([a, flat])
join([
  a,
  // @ts-expect-error concatenate: cannot join [batch, seq, 8] with [batch, seq+1, 8]: axis 1 is seq vs seq+1
  later,
])
// @ts-expect-error concatenate: there is no option 'dim'
tf.layers.concatenate({ dim: 1 })
