import * as tf from 'tupleflow'

declare const a: tf.Tensor<[1, 28, 28, 1]>
declare const f: tf.Tensor<[3, 3, 1, 8]>
declare const b: tf.SymbolicTensor<['batch', 224, 224, 3]>
declare const g: tf.Tensor<[7, 7, 3, 64]>
declare const c: tf.SymbolicTensor<['batch', '16*h', '16*w', 3]>
declare const h: tf.Tensor<[3, 3, 3, 16]>
// --- first
tf.conv2d(a, f, 1, 'same')
// --- later
tf.conv2d(b, g, 2, 3)
tf.conv2d(c, h, 2, 'same')
