import * as tf from 'tupleflow'

declare const a: tf.Tensor<[2, 3]>
declare const b: tf.SymbolicTensor<['batch', 28, 28, 8]>
declare const c: tf.SymbolicTensor<['batch', 'seq', 64]>
// --- first
tf.sum(a, 0)
// --- later
tf.sum(b, [1, 2])
tf.sum(c, -1, true)
