import * as tf from 'tupleflow'

declare const a: tf.Tensor<[2, 3]>
declare const b: tf.Tensor<[2, 5]>
declare const c: tf.SymbolicTensor<['batch', 32]>
declare const d: tf.SymbolicTensor<['batch', 16]>
declare const e: tf.SymbolicTensor<['batch', 14, 14, 64]>
declare const f: tf.SymbolicTensor<['batch', 14, 14, 128]>
// --- first
tf.concat([a, b], 1)
// --- later
tf.concat([c, d], -1)
tf.concat([e, f], 3)
