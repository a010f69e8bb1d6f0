// sf-60226423 (data-shape)
// input_shape taken from shape[0] instead of shape[1]: 10 features into 180
// https://github.com/tensfa/tensfa/blob/415dcfaec589b0b14c5b9864872c912f3851b383/SFData/StackOverflow/s60226423_context.py
// https://stackoverflow.com/questions/60226423
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [180] })
  const y = tf.layers.dense({ units: 2 })(tf.layers.dense({ units: 100 })(x))
  const m = tf.model({ inputs: x, outputs: y })
  declare const given: tf.Tensor<[180, 10]>
  declare const labels: tf.Tensor<[180]>
  const compiled = m.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' })
  // @ts-expect-error fit: x is [180, 10], the model expects [batch, 180]: axis 1 is 10 vs 180
  compiled.fit(given, labels)
}

export namespace right {
  const x = tf.input({ shape: [10] })
  expectType<tf.SymbolicTensor<['batch', 10]>>(x)
  const y = tf.layers.dense({ units: 2 })(tf.layers.dense({ units: 100 })(x))
  expectType<tf.SymbolicTensor<['batch', 2]>>(y)
  const m = tf.model({ inputs: x, outputs: y })
  expectType<tf.SymbolicTensor<['batch', 2]>>(m.outputs)
  declare const given: tf.Tensor<[180, 10]>
  declare const labels: tf.Tensor<[180]>
  const compiled = m.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' })
  expectType<Promise<tf.History>>(compiled.fit(given, labels))
}
