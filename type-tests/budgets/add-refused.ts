import * as tf from 'tupleflow'

declare const a: tf.Tensor<[2, 3]>
declare const b: tf.Tensor<[4]>
declare const c: tf.SymbolicTensor<['batch', 32]>
declare const d: tf.SymbolicTensor<['batch', 16]>
declare const e: tf.Tensor<[5], 'string'>
// --- first
// @ts-expect-error add: cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4
tf.add(a, b)
// --- later
// @ts-expect-error add: cannot broadcast [batch, 32] with [batch, 16]: axis -1 is 32 vs 16
tf.add(c, d)
// @ts-expect-error add: needs numbers, got a string tensor
tf.add(c, e)
