// keras-6783 (broadcast)
// Lambda captured the mask of the last loop iteration: 28 (16+12 channels) vs 348 (256+92)
// https://github.com/keras-team/keras/issues/6783
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const a: tf.SymbolicTensor<['batch', 16, 16, 28]>
  declare const k: tf.SymbolicTensor<['batch', 1, 1, 348]>
  // @ts-expect-error mul: cannot broadcast [batch, 16, 16, 28] with [batch, 1, 1, 348]: axis -1 is 28 vs 348
  tf.mul(a, k)
}

export namespace right {
  declare const a: tf.SymbolicTensor<['batch', 16, 16, 28]>
  declare const k: tf.SymbolicTensor<['batch', 1, 1, 28]>
  const o = tf.mul(a, k)
  expectType<tf.SymbolicTensor<['batch', 16, 16, 28]>>(o)
}
