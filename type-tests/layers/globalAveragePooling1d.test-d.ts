import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { apply } from '../../src/layers/rule.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const steps: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const composite: tf.SymbolicTensor<['batch', '2*seq+1', '3*h']>
declare const open: tf.SymbolicTensor<['batch', number, number]>
declare const anyRank: tf.SymbolicTensor
declare const flat: tf.SymbolicTensor<['batch', 10]>
declare const eager: tf.Tensor<[4, 5, 3]>
declare const mask: tf.Tensor<[4, 5], 'bool'>

const pool = tf.layers.globalAveragePooling1d()
expectType<tf.SymbolicTensor<['batch', 8]>>(pool(steps))
expectType<tf.SymbolicTensor<['batch', '3*h']>>(pool.apply(composite))
expectType<tf.SymbolicTensor<['batch', number]>>(pool(open))
expectType<tf.SymbolicTensor<number[]>>(pool(anyRank))
expectType<tf.Tensor<[4, 3]>>(pool(eager, { mask }))

// @ts-expect-error globalAveragePooling1d: needs rank 3, [batch, time, features], got [batch, 10]; a recurrent layer gives every step with 'returnSequences'
pool(flat)
expectType<"globalAveragePooling1d: needs rank 3, [batch, time, features], got [batch, 10]; a recurrent layer gives every step with 'returnSequences'">(
  {} as Sentence<apply<typeof pool.rule, ['batch', 10]>, 'globalAveragePooling1d'>,
)
// @ts-expect-error globalAveragePooling1d: there is no option 'poolSize'
tf.layers.globalAveragePooling1d({ poolSize: 2 })

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, 8, F]>): tf.Tensor<[B, F]> {
  return tf.layers.globalAveragePooling1d()(x)
}
