import * as tf from 'tupleflow'

declare const a: tf.Tensor<[32, 224, 224, 3]>
declare const b: tf.SymbolicTensor<['batch', 7, 7, 64]>
declare const c: tf.SymbolicTensor<['batch', 'seq', 512]>
declare const d: tf.Tensor<[32, 112, 112, 3]>
// --- first
tf.reshape(a, [-1, 150528])
// --- later
tf.reshape(b, [-1, 3136])
tf.reshape(c, ['batch', 'seq', 8, 64])
tf.reshape(d, [32, 37632])
