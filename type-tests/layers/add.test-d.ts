import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const a: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const b: tf.SymbolicTensor<['batch', 1, 8]>
declare const c: tf.SymbolicTensor<[8]>
declare const wrong: tf.SymbolicTensor<['batch', 'seq', 4]>
declare const anyRank: tf.SymbolicTensor
declare const eager: tf.Tensor<[2, 3]>
declare const list: tf.SymbolicTensor<['batch', 8]>[]

const add = tf.layers.add()
expectType<tf.SymbolicTensor<['batch', 'seq', 8]>>(add([a, b, c]))
expectType<tf.SymbolicTensor<['batch', 'seq', 8]>>(add.apply([b, a]))
expectType<tf.Tensor<[2, 3]>>(add([eager, eager]))
expectType<tf.SymbolicTensor<number[]>>(add([a, anyRank]))
expectType<tf.SymbolicTensor<number[]>>(add(list))

// @ts-expect-error add: cannot broadcast [batch, seq, 8] with [batch, seq, 4]: axis -1 is 8 vs 4
add([a, wrong])
add([
  a,
  b,
  // @ts-expect-error add: cannot broadcast [batch, seq, 8] with [batch, seq, 4]: axis -1 is 8 vs 4
  wrong,
  c,
])
// @ts-expect-error add: there is no option 'axis'
tf.layers.add({ axis: 1 })
