// gh-facenet-244 (flatten-size)
// Hard-coded reshape folds the 5x5 grid into the batch, centre loss then meets 750 rows: 30*5*5*896/896 = 750 rows vs 30
// https://github.com/davidsandberg/facenet/issues/244
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const x: tf.Tensor<[30, 5, 5, 896]>
  const f = tf.reshape(x, [-1, 896])
  declare const c: tf.Tensor<[30, 896]>
  // @ts-expect-error sub: cannot broadcast [750, 896] with [30, 896]: axis -2 is 750 vs 30
  tf.sub(f, c)
}

export namespace right {
  declare const x: tf.Tensor<[30, 5, 5, 896]>
  const f = tf.layers.flatten()(x)
  expectType<tf.Tensor<[30, 22400]>>(f)
  declare const w: tf.Tensor<[22400, 896]>
  const g = tf.matMul(f, w)
  expectType<tf.Tensor<[30, 896]>>(g)
  declare const c: tf.Tensor<[30, 896]>
  const d = tf.sub(g, c)
  expectType<tf.Tensor<[30, 896]>>(d)
}
