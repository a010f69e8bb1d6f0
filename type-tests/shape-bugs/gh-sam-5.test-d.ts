// gh-sam-5 (concat-axis)
// Attention map and priors disagree on the last axis (layout mix-up): dim 3: 512 vs 40
// https://github.com/marcellacornia/sam/issues/5
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const a: tf.SymbolicTensor<['batch', 512, 30, 512]>
  declare const c: tf.SymbolicTensor<['batch', 16, 30, 40]>
  // @ts-expect-error concat: cannot join [batch, 512, 30, 512] with [batch, 16, 30, 40]: axis 3 is 512 vs 40
  tf.concat([a, c], 1)
}

export namespace right {
  declare const a: tf.SymbolicTensor<['batch', 512, 30, 40]>
  declare const c: tf.SymbolicTensor<['batch', 16, 30, 40]>
  const s = tf.concat([a, c], 1)
  expectType<tf.SymbolicTensor<['batch', 528, 30, 40]>>(s)
}
