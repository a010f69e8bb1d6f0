import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { apply } from '../../src/layers/rule.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const steps: tf.SymbolicTensor<['batch', '2*seq', 8]>
declare const open: tf.SymbolicTensor<['batch', number, 8]>
declare const anyRank: tf.SymbolicTensor
declare const flat: tf.SymbolicTensor<['batch']>
declare const eager: tf.Tensor<[4, 5, 3]>

const some = tf.layers.masking()
expectType<tf.SymbolicTensor<['batch', '2*seq', 8]>>(some(steps))
expectType<tf.SymbolicTensor<['batch', number, 8]>>(tf.layers.masking({ maskValue: -1.5 })(open))
expectType<tf.SymbolicTensor>(some(anyRank))
expectType<tf.Tensor<[4, 5, 3]>>(some.apply(eager))

// @ts-expect-error masking: needs rank 2 or more, got [batch]
some(flat)
expectType<'masking: needs rank 2 or more, got [batch]'>({} as Sentence<apply<typeof some.rule, ['batch']>, 'masking'>)
// @ts-expect-error masking: there is no option 'value'
tf.layers.masking({ value: 2 })

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, 8, F]>): tf.Tensor<[B, 8, F]> {
  return tf.layers.masking()(x)
}
