import * as tf from 'tupleflow'

declare const a: tf.Tensor<[2, 3]>
declare const b: tf.Tensor<[3, 4]>
declare const c: tf.SymbolicTensor<['batch', 128]>
declare const d: tf.Tensor<[128, 10]>
declare const q: tf.SymbolicTensor<['batch', 8, 'seq', 64]>
declare const k: tf.SymbolicTensor<['batch', 8, 'seq', 64]>
// --- first
tf.matMul(a, b)
// --- later
tf.matMul(c, d)
tf.matMul(q, k, false, true)
