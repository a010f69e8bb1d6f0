import * as tf from 'tupleflow'

declare const a: tf.Tensor<[2, 3]>
declare const b: tf.Tensor<[1, 28, 28, 1]>
declare const c: tf.SymbolicTensor<['batch', 'h', 'w', 3]>
// --- first
tf.pad(a, [
  [1, 1],
  [0, 2],
])
// --- later
tf.pad(b, [
  [0, 0],
  [1, 1],
  [1, 1],
  [0, 0],
])
tf.pad(c, [
  [0, 0],
  [3, 3],
  [3, 3],
  [0, 0],
])
