// tf-48933 (conv-channels)
// Filter stored as (out,h,w,in) passed where (h,w,in,out) is expected: input channels 64 vs filter in-channels 3
// https://github.com/tensorflow/tensorflow/issues/48933
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const x: tf.Tensor<[1, 56, 56, 64]>
  declare const w: tf.Tensor<[64, 3, 3, 64]>
  // @ts-expect-error conv2d: the channels differ: 64 in the input [1, 56, 56, 64], 3 in the filter [64, 3, 3, 64]
  tf.conv2d(x, w, 1, 'same')
}

export namespace right {
  declare const x: tf.Tensor<[1, 56, 56, 64]>
  declare const w: tf.Tensor<[64, 3, 3, 64]>
  const t = tf.transpose(w, [1, 2, 3, 0])
  expectType<tf.Tensor<[3, 3, 64, 64]>>(t)
  const y = tf.conv2d(x, t, 1, 'same')
  expectType<tf.Tensor<[1, 56, 56, 64]>>(y)
}
