// so-codepudding-424937 (matmul)
// Layer weights stored (in,out) but multiplied as (out,in): [2,6] x [2,1]: 6 vs 2
// https://codepudding.com/Mobile/424937.html
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const w: tf.Tensor<[2, 6]>
  declare const a: tf.Tensor<[2, 1]>
  // @ts-expect-error matMul: cannot multiply [2, 6] by [2, 1]: inner dimensions are 6 vs 2
  tf.matMul(w, a)
}

export namespace right {
  declare const w: tf.Tensor<[2, 6]>
  declare const a: tf.Tensor<[2, 1]>
  const t = tf.transpose(w, [1, 0])
  expectType<tf.Tensor<[6, 2]>>(t)
  const z = tf.matMul(t, a)
  expectType<tf.Tensor<[6, 1]>>(z)
}
