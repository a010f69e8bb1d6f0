// sf-49442963 (missing-batch)
// Two-input model: only one of the inputs has a batch axis: second input rank 1 into [batch,162]
// https://github.com/tensfa/tensfa/blob/415dcfaec589b0b14c5b9864872c912f3851b383/SFData/StackOverflow/s49442963_context.py
// https://stackoverflow.com/questions/49442963
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [54] })
  const a = tf.input({ shape: [162] })
  const c = tf.concat([x, a], 1)
  const y = tf.layers.dense({ units: 3 })(tf.layers.dense({ units: 150 })(c))
  const m = tf.model({ inputs: [x, a], outputs: y })
  declare const given0: tf.Tensor<[1, 54]>
  declare const given1: tf.Tensor<[162]>
  // @ts-expect-error predict: x[1] is [162], the model expects [batch, 162]: the rank is 1 vs 2
  m.predict([given0, given1])
}

export namespace right {
  const x = tf.input({ shape: [54] })
  expectType<tf.SymbolicTensor<['batch', 54]>>(x)
  const a = tf.input({ shape: [162] })
  expectType<tf.SymbolicTensor<['batch', 162]>>(a)
  const c = tf.concat([x, a], 1)
  expectType<tf.SymbolicTensor<['batch', 216]>>(c)
  const y = tf.layers.dense({ units: 3 })(tf.layers.dense({ units: 150 })(c))
  expectType<tf.SymbolicTensor<['batch', 3]>>(y)
  const m = tf.model({ inputs: [x, a], outputs: y })
  expectType<tf.SymbolicTensor<['batch', 3]>>(m.outputs)
  declare const given0: tf.Tensor<[1, 54]>
  declare const given1: tf.Tensor<[1, 162]>
  const o = m.predict([given0, given1])
  expectType<tf.Tensor<[1, 3]>>(o)
}
