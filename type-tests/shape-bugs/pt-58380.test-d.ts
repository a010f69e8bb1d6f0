// pt-58380 (einsum)
// einsum letter i is 8192 in one operand and 12 in the other: i: 8192 vs 12
// https://github.com/pytorch/pytorch/issues/58380
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const x: tf.Tensor<[12, 8192, 2]>
  declare const w: tf.Tensor<[12, 8192, 2]>
  // @ts-expect-error einsum: index 'i' is 8192 in one operand and 12 in another
  tf.einsum('bix,iox->box', x, w)
}

export namespace right {
  declare const x: tf.Tensor<[12, 8192, 2]>
  declare const w: tf.Tensor<[12, 8192, 2]>
  const t = tf.transpose(w, [1, 0, 2])
  expectType<tf.Tensor<[8192, 12, 2]>>(t)
  const y = tf.einsum('bix,iox->box', x, t)
  expectType<tf.Tensor<[12, 12, 2]>>(y)
}
