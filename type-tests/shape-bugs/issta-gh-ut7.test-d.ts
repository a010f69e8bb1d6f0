// issta-gh-ut7 (gan)
// DCGAN discriminator built for the default 64x64 output but fed uncropped 28x28 MNIST: 28 vs 64
// https://github.com/ForeverZyh/TensorFlow-Program-Bugs/tree/158ba0a23e0cb74e73dbab08571b05fc36848f2a/Github/UT-7
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [64, 64, 1] })
  const c = tf.layers.conv2d({ filters: 64, kernelSize: 5, strides: 2, padding: 'same' })(x)
  const y = tf.layers.dense({ units: 1 })(tf.layers.flatten()(c))
  const m = tf.model({ inputs: x, outputs: y })
  declare const images: tf.Tensor<[64, 28, 28, 1]>
  // @ts-expect-error model: x is [64, 28, 28, 1], the model expects [batch, 64, 64, 1]: axis 1 is 28 vs 64
  m(images)
}

export namespace right {
  const x = tf.input({ shape: [28, 28, 1] })
  expectType<tf.SymbolicTensor<['batch', 28, 28, 1]>>(x)
  const c = tf.layers.conv2d({ filters: 64, kernelSize: 5, strides: 2, padding: 'same' })(x)
  expectType<tf.SymbolicTensor<['batch', 14, 14, 64]>>(c)
  const y = tf.layers.dense({ units: 1 })(tf.layers.flatten()(c))
  expectType<tf.SymbolicTensor<['batch', 1]>>(y)
  const m = tf.model({ inputs: x, outputs: y })
  expectType<tf.SymbolicTensor<['batch', 1]>>(m.outputs)
  declare const images: tf.Tensor<[64, 28, 28, 1]>
  const o = m(images)
  expectType<tf.Tensor<[64, 1]>>(o)
}
