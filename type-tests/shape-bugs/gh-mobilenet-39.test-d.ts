// gh-mobilenet-39 (axis)
// Spatial squeeze assumes the input was 224x224: axis 1 has size 3, axis 2 has size 17
// https://github.com/Zehaos/MobileNet/issues/39
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const x: tf.Tensor<[32, 3, 17, 1024]>
  // @ts-expect-error squeeze: axis 1 of [32, 3, 17, 1024] is 3, only axes of size 1 can be squeezed
  tf.squeeze(x, [1, 2])
}

export namespace right {
  declare const x: tf.Tensor<[32, 3, 17, 1024]>
  const g = tf.mean(x, [1, 2], true)
  expectType<tf.Tensor<[32, 1, 1, 1024]>>(g)
  const s = tf.squeeze(g, [1, 2])
  expectType<tf.Tensor<[32, 1024]>>(s)
}
