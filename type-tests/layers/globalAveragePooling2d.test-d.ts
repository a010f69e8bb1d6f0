import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { apply } from '../../src/layers/rule.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const image: tf.SymbolicTensor<['batch', 'h', 28, 3]>
declare const open: tf.SymbolicTensor<['batch', number, 28, number]>
declare const anyRank: tf.SymbolicTensor
declare const flat: tf.SymbolicTensor<['batch', 10]>
declare const eager: tf.Tensor<[4, 28, 28, 3]>

const pool = tf.layers.globalAveragePooling2d()
expectType<tf.SymbolicTensor<['batch', 3]>>(pool(image))
expectType<tf.SymbolicTensor<['batch', number]>>(pool(open))
expectType<tf.SymbolicTensor<number[]>>(pool(anyRank))
expectType<tf.Tensor<[4, 3]>>(pool(eager))

// @ts-expect-error globalAveragePooling2d: needs rank 4, [batch, height, width, channels], got [batch, 10]
pool(flat)
expectType<'globalAveragePooling2d: needs rank 4, [batch, height, width, channels], got [batch, 10]'>(
  {} as Sentence<apply<typeof pool.rule, ['batch', 10]>, 'globalAveragePooling2d'>,
)
// @ts-expect-error globalAveragePooling2d: there is no option 'poolSize'
tf.layers.globalAveragePooling2d({ poolSize: 2 })

export function inGenericCode<B extends number, C extends number>(x: tf.Tensor<[B, 8, 8, C]>): tf.Tensor<[B, C]> {
  return tf.layers.globalAveragePooling2d()(x)
}
