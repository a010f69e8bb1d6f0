import * as tf from 'tupleflow'

declare const a: tf.Tensor<[2, 3]>
declare const b: tf.Tensor<[2, 3]>
declare const c: tf.Tensor<[4, 5]>
declare const d: tf.Tensor<[4, 5]>
declare const e: tf.Tensor<[32, 10]>
declare const f: tf.Tensor<[32, 10]>
// --- first
tf.add(a, b)
// --- later
tf.add(c, d)
tf.add(e, f)
