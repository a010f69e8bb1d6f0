// keras-16925 (residual-add)
// Residual block pools the branch but not the shortcut: 56 vs 112
// https://github.com/keras-team/keras/issues/16925
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [224, 224, 3] })
  const h = tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same' })(x)
  const b1 = tf.layers.maxPooling2d({ poolSize: 2, padding: 'same' })(h)
  const c = tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same' })(b1)
  const q = tf.layers.maxPooling2d({ poolSize: 2, padding: 'same' })(c)
  // @ts-expect-error add: cannot broadcast [batch, 56, 56, 32] with [batch, 112, 112, 32]: axis -2 is 56 vs 112
  tf.add(q, b1)
}

export namespace right {
  const x = tf.input({ shape: [224, 224, 3] })
  expectType<tf.SymbolicTensor<['batch', 224, 224, 3]>>(x)
  const h = tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same' })(x)
  expectType<tf.SymbolicTensor<['batch', 224, 224, 32]>>(h)
  const b1 = tf.layers.maxPooling2d({ poolSize: 2, padding: 'same' })(h)
  expectType<tf.SymbolicTensor<['batch', 112, 112, 32]>>(b1)
  const c = tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same' })(b1)
  expectType<tf.SymbolicTensor<['batch', 112, 112, 32]>>(c)
  const q = tf.layers.maxPooling2d({ poolSize: 2, padding: 'same' })(c)
  expectType<tf.SymbolicTensor<['batch', 56, 56, 32]>>(q)
  const k = tf.layers.maxPooling2d({ poolSize: 2, padding: 'same' })(b1)
  expectType<tf.SymbolicTensor<['batch', 56, 56, 32]>>(k)
  const r = tf.add(q, k)
  expectType<tf.SymbolicTensor<['batch', 56, 56, 32]>>(r)
}
