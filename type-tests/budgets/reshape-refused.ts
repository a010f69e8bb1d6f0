import * as tf from 'tupleflow'

declare const a: tf.Tensor<[2, 3]>
declare const b: tf.SymbolicTensor<['batch', 7, 7, 64]>
// --- first
// @ts-expect-error reshape: cannot reshape [2, 3] to [4, 2]: 6 vs 8 elements
tf.reshape(a, [4, 2])
// --- later
// @ts-expect-error reshape: cannot reshape [batch, 7, 7, 64] to [-1, 3000]: ...
tf.reshape(b, [-1, 3000])
