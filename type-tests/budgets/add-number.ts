import * as tf from 'tupleflow'

declare const a: tf.Tensor<[2, 3]>
declare const b: tf.Tensor<[4]>
declare const c: tf.SymbolicTensor<['batch', 10]>
// --- first
tf.add(a, 2)
// --- later
tf.add(b, 3)
tf.add(c, 0.5)
