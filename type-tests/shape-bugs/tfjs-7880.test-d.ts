// tfjs-7880 (concat-axis)
// TF.js: sequence joined with a single context step: dim 1: 50 vs 1
// https://github.com/tensorflow/tfjs/issues/7880
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const a: tf.Tensor<[1, 50, 1]>
  declare const c: tf.Tensor<[1, 1, 128]>
  // @ts-expect-error concat: cannot join [1, 50, 1] with [1, 1, 128]: axis 1 is 50 vs 1
  tf.concat([a, c], 2)
}

export namespace right {
  declare const a: tf.Tensor<[1, 50, 1]>
  declare const c: tf.Tensor<[1, 1, 128]>
  const r = tf.tile(c, [1, 50, 1])
  expectType<tf.Tensor<[1, 50, 128]>>(r)
  const s = tf.concat([a, r], 2)
  expectType<tf.Tensor<[1, 50, 129]>>(s)
}
