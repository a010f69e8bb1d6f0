import * as tf from 'tupleflow'

declare const a: tf.Tensor<[2, 3]>
declare const b: tf.Tensor<[4, 5]>
declare const c: tf.SymbolicTensor<['batch', 128]>
declare const d: tf.Tensor<[64, 10]>
// --- first
// @ts-expect-error matMul: cannot multiply [2, 3] by [4, 5]: inner dimensions are 3 vs 4
tf.matMul(a, b)
// --- later
// @ts-expect-error matMul: cannot multiply [batch, 128] by [64, 10]: inner dimensions are 128 vs 64
tf.matMul(c, d)
