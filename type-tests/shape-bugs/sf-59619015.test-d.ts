// sf-59619015 (label-shape)
// Single output unit against one-hot pairs: [N,1] vs [N,2]
// https://github.com/tensfa/tensfa/blob/415dcfaec589b0b14c5b9864872c912f3851b383/SFData/StackOverflow/s59619015_context.py
// https://stackoverflow.com/questions/59619015
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [100, 100, 3] })
  const c = tf.layers.maxPooling2d({ poolSize: 2 })(tf.layers.conv2d({ filters: 32, kernelSize: 3 })(x))
  const h = tf.layers.dense({ units: 256 })(tf.layers.flatten()(c))
  const y = tf.layers.dense({ units: 1 })(h)
  const m = tf.model({ inputs: x, outputs: y })
  declare const given: tf.Tensor<[4, 100, 100, 3]>
  declare const labels: tf.Tensor<[4, 2]>
  const compiled = m.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' })
  // @ts-expect-error fit: y is [4, 2], the loss expects [batch, 1]: axis 1 is 2 vs 1
  compiled.fit(given, labels)
}

export namespace right {
  const x = tf.input({ shape: [100, 100, 3] })
  expectType<tf.SymbolicTensor<['batch', 100, 100, 3]>>(x)
  const c = tf.layers.maxPooling2d({ poolSize: 2 })(tf.layers.conv2d({ filters: 32, kernelSize: 3 })(x))
  expectType<tf.SymbolicTensor<['batch', 49, 49, 32]>>(c)
  const h = tf.layers.dense({ units: 256 })(tf.layers.flatten()(c))
  expectType<tf.SymbolicTensor<['batch', 256]>>(h)
  const y = tf.layers.dense({ units: 2 })(h)
  expectType<tf.SymbolicTensor<['batch', 2]>>(y)
  const m = tf.model({ inputs: x, outputs: y })
  expectType<tf.SymbolicTensor<['batch', 2]>>(m.outputs)
  declare const given: tf.Tensor<[4, 100, 100, 3]>
  declare const labels: tf.Tensor<[4, 2]>
  const compiled = m.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' })
  expectType<Promise<tf.History>>(compiled.fit(given, labels))
}
