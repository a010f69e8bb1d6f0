// pt-67956 (flatten-size)
// VGG block sized for 32x32 input meets 28x28 MNIST: 28->14->7->3->1 gives 1*1*512=512, the dense weight expects 2*2*512=2048
// https://github.com/pytorch/pytorch/issues/67956
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [28, 28, 1] })
  const c1 = tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same' })(x)
  const p1 = tf.layers.maxPooling2d({ poolSize: 2 })(c1)
  const c2 = tf.layers.conv2d({ filters: 128, kernelSize: 3, padding: 'same' })(p1)
  const p2 = tf.layers.maxPooling2d({ poolSize: [2, 2] })(c2)
  const p3 = tf.layers.maxPooling2d({ poolSize: 2 })(p2)
  const c4 = tf.layers.conv2d({ filters: 512, kernelSize: 3, padding: 'same' })(
    tf.layers.maxPooling2d({ poolSize: 2 })(p3),
  )
  const f = tf.layers.flatten()(c4)
  declare const w: tf.Tensor<[2048, 4096]>
  // @ts-expect-error matMul: cannot multiply [batch, 512] by [2048, 4096]: inner dimensions are 512 vs 2048
  tf.matMul(f, w)
}

export namespace right {
  const x = tf.input({ shape: [32, 32, 1] })
  expectType<tf.SymbolicTensor<['batch', 32, 32, 1]>>(x)
  const c1 = tf.layers.conv2d({ filters: 64, kernelSize: 3, padding: 'same' })(x)
  expectType<tf.SymbolicTensor<['batch', 32, 32, 64]>>(c1)
  const p1 = tf.layers.maxPooling2d({ poolSize: 2 })(c1)
  expectType<tf.SymbolicTensor<['batch', 16, 16, 64]>>(p1)
  const c2 = tf.layers.conv2d({ filters: 128, kernelSize: 3, padding: 'same' })(p1)
  expectType<tf.SymbolicTensor<['batch', 16, 16, 128]>>(c2)
  const p2 = tf.layers.maxPooling2d({ poolSize: [2, 2] })(c2)
  expectType<tf.SymbolicTensor<['batch', 8, 8, 128]>>(p2)
  const p3 = tf.layers.maxPooling2d({ poolSize: 2 })(p2)
  expectType<tf.SymbolicTensor<['batch', 4, 4, 128]>>(p3)
  const c4 = tf.layers.conv2d({ filters: 512, kernelSize: 3, padding: 'same' })(
    tf.layers.maxPooling2d({ poolSize: 2 })(p3),
  )
  expectType<tf.SymbolicTensor<['batch', 2, 2, 512]>>(c4)
  const f = tf.layers.flatten()(c4)
  expectType<tf.SymbolicTensor<['batch', 2048]>>(f)
  declare const w: tf.Tensor<[2048, 4096]>
  const y = tf.matMul(f, w)
  expectType<tf.SymbolicTensor<['batch', 4096]>>(y)
}
