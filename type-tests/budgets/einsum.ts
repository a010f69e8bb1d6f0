import * as tf from 'tupleflow'

declare const a: tf.Tensor<[2, 3, 4]>
declare const b: tf.Tensor<[2, 4, 5]>
declare const q: tf.SymbolicTensor<['batch', 8, 'seq', 64]>
declare const k: tf.SymbolicTensor<['batch', 8, 'seq', 64]>
// --- first
tf.einsum('bij,bjk->bik', a, b)
// --- later
tf.einsum('bhqd,bhkd->bhqk', q, k)
