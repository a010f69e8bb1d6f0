import * as tf from 'tupleflow'

declare const a: tf.Tensor<[2, 3]>
declare const b: tf.Tensor<[3]>
declare const c: tf.Tensor<[4, 1, 5]>
declare const d: tf.Tensor<[7, 5]>
declare const e: tf.SymbolicTensor<['batch', 10, 10]>
declare const f: tf.Tensor<[10]>
// --- first
tf.add(a, b)
// --- later
tf.add(c, d)
tf.add(e, f)
