// sf-51802524 (label-shape)
// Three output units for four classes: [N,3] vs [N,4]
// https://github.com/tensfa/tensfa/blob/415dcfaec589b0b14c5b9864872c912f3851b383/SFData/StackOverflow/s51802524_context.py
// https://stackoverflow.com/questions/51802524
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [4] })
  const h = tf.layers.dense({ units: 8 })(x)
  const y = tf.layers.dense({ units: 3 })(h)
  const m = tf.model({ inputs: x, outputs: y })
  declare const given: tf.Tensor<[4, 4]>
  declare const labels: tf.Tensor<[4, 4]>
  const compiled = m.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' })
  // @ts-expect-error fit: y is [4, 4], the loss expects [batch, 3]: axis 1 is 4 vs 3
  compiled.fit(given, labels)
}

export namespace right {
  const x = tf.input({ shape: [4] })
  expectType<tf.SymbolicTensor<['batch', 4]>>(x)
  const h = tf.layers.dense({ units: 8 })(x)
  expectType<tf.SymbolicTensor<['batch', 8]>>(h)
  const y = tf.layers.dense({ units: 4 })(h)
  expectType<tf.SymbolicTensor<['batch', 4]>>(y)
  const m = tf.model({ inputs: x, outputs: y })
  expectType<tf.SymbolicTensor<['batch', 4]>>(m.outputs)
  declare const given: tf.Tensor<[4, 4]>
  declare const labels: tf.Tensor<[4, 4]>
  const compiled = m.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' })
  expectType<Promise<tf.History>>(compiled.fit(given, labels))
}
