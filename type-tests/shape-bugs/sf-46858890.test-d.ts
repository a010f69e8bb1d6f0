// sf-46858890 (data-shape)
// Number of rows given as the feature width: 1 feature into 5
// https://github.com/tensfa/tensfa/blob/415dcfaec589b0b14c5b9864872c912f3851b383/SFData/StackOverflow/s46858890_context.py
// https://stackoverflow.com/questions/46858890
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [5] })
  const y = tf.layers.dense({ units: 1 })(x)
  const m = tf.model({ inputs: x, outputs: y })
  declare const given: tf.Tensor<[5, 1]>
  declare const labels: tf.Tensor<[5, 1]>
  const compiled = m.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
  // @ts-expect-error fit: x is [5, 1], the model expects [batch, 5]: axis 1 is 1 vs 5
  compiled.fit(given, labels)
}

export namespace right {
  const x = tf.input({ shape: [1] })
  expectType<tf.SymbolicTensor<['batch', 1]>>(x)
  const y = tf.layers.dense({ units: 1 })(x)
  expectType<tf.SymbolicTensor<['batch', 1]>>(y)
  const m = tf.model({ inputs: x, outputs: y })
  expectType<tf.SymbolicTensor<['batch', 1]>>(m.outputs)
  declare const given: tf.Tensor<[5, 1]>
  declare const labels: tf.Tensor<[5, 1]>
  const compiled = m.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
  expectType<Promise<tf.History>>(compiled.fit(given, labels))
}
