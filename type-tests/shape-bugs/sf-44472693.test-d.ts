// sf-44472693 (matmul)
// Decoder rebuilt from only the last of three layers: [batch,32] x [128,784]: 32 vs 128
// https://github.com/tensfa/tensfa/blob/415dcfaec589b0b14c5b9864872c912f3851b383/SFData/ICSE2020/s44472693_context.py
// https://stackoverflow.com/questions/44472693
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const w: tf.Tensor<[128, 784]>
  const z = tf.input({ shape: [32] })
  // @ts-expect-error matMul: cannot multiply [batch, 32] by [128, 784]: inner dimensions are 32 vs 128
  tf.matMul(z, w)
}

export namespace right {
  declare const w: tf.Tensor<[128, 784]>
  declare const wa: tf.Tensor<[32, 64]>
  declare const wb: tf.Tensor<[64, 128]>
  const z = tf.input({ shape: [32] })
  expectType<tf.SymbolicTensor<['batch', 32]>>(z)
  const a = tf.matMul(z, wa)
  expectType<tf.SymbolicTensor<['batch', 64]>>(a)
  const c = tf.matMul(a, wb)
  expectType<tf.SymbolicTensor<['batch', 128]>>(c)
  const y = tf.matMul(c, w)
  expectType<tf.SymbolicTensor<['batch', 784]>>(y)
}
