import * as tf from 'tupleflow'

declare const a: tf.Tensor<[4, 6]>
declare const b: tf.Tensor<[32, 28, 28, 3]>
declare const c: tf.SymbolicTensor<['batch', 'seq', 64]>
// --- first
tf.slice(a, [1, 2], [2, 3])
// --- later
tf.slice(b, [0, 2, 2, 0], [32, 24, 24, 3])
tf.slice(c, [0, 0, 32], [-1, -1, 32])
