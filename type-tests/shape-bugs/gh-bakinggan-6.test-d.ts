// gh-bakinggan-6 (gan)
// Discriminator fed images without a channel axis: rank 3 into rank 4
// https://github.com/BakingBrains/Generation_of_Data_using_GAN/issues/6
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [96, 96, 3] })
  const y = tf.layers.dense({ units: 1 })(
    tf.layers.flatten()(tf.layers.conv2d({ filters: 64, kernelSize: 5, strides: 2, padding: 'same' })(x)),
  )
  const m = tf.model({ inputs: x, outputs: y })
  declare const i: tf.Tensor<[32, 96, 96]>
  // @ts-expect-error model: x is [32, 96, 96], the model expects [batch, 96, 96, 3]: the rank is 3 vs 4
  m(i)
}

export namespace right {
  const x = tf.input({ shape: [96, 96, 3] })
  expectType<tf.SymbolicTensor<['batch', 96, 96, 3]>>(x)
  const y = tf.layers.dense({ units: 1 })(
    tf.layers.flatten()(tf.layers.conv2d({ filters: 64, kernelSize: 5, strides: 2, padding: 'same' })(x)),
  )
  expectType<tf.SymbolicTensor<['batch', 1]>>(y)
  const m = tf.model({ inputs: x, outputs: y })
  expectType<tf.SymbolicTensor<['batch', 1]>>(m.outputs)
  declare const i: tf.Tensor<[32, 96, 96, 3]>
  const o = m(i)
  expectType<tf.Tensor<[32, 1]>>(o)
}
