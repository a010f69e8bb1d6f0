// issta-gh-ut6 (image-channels)
// DCGAN reads the channel count from the last axis of a 2-D grey image and gets its width: 64 (width taken as channels) vs 1
// https://github.com/ForeverZyh/TensorFlow-Program-Bugs/tree/158ba0a23e0cb74e73dbab08571b05fc36848f2a/Github/UT-6
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [64, 64, 1] })
  const c = tf.layers.conv2d({ filters: 64, kernelSize: 5, strides: 2, padding: 'same' })(x)
  const f = tf.layers.flatten()(c)
  const y = tf.layers.dense({ units: 1 })(f)
  const m = tf.model({ inputs: x, outputs: y })
  declare const i: tf.SymbolicTensor<['N', 64, 64, 64]>
  // @ts-expect-error model: x is [N, 64, 64, 64], the model expects [batch, 64, 64, 1]: axis 3 is 64 vs 1
  m(i)
}

export namespace right {
  const x = tf.input({ shape: [64, 64, 1] })
  expectType<tf.SymbolicTensor<['batch', 64, 64, 1]>>(x)
  const c = tf.layers.conv2d({ filters: 64, kernelSize: 5, strides: 2, padding: 'same' })(x)
  expectType<tf.SymbolicTensor<['batch', 32, 32, 64]>>(c)
  const f = tf.layers.flatten()(c)
  expectType<tf.SymbolicTensor<['batch', 65536]>>(f)
  const y = tf.layers.dense({ units: 1 })(f)
  expectType<tf.SymbolicTensor<['batch', 1]>>(y)
  const m = tf.model({ inputs: x, outputs: y })
  expectType<tf.SymbolicTensor<['batch', 1]>>(m.outputs)
  declare const i: tf.SymbolicTensor<['N', 64, 64, 1]>
  const o = m(i)
  expectType<tf.SymbolicTensor<['N', 1]>>(o)
}

/** Sizes that are read from a file are unknown: they are checked when the program runs. */
export namespace fromData {
  const x = tf.input({ shape: [64, 64, 1] })
  const c = tf.layers.conv2d({ filters: 64, kernelSize: 5, strides: 2, padding: 'same' })(x)
  const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 1 })(tf.layers.flatten()(c)) })
  declare const i: tf.Tensor<[number, 64, 64, number]>
  expectType<tf.Tensor<[number, 1]>>(m(i))
}
