import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { exactly } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const mask: tf.SymbolicTensor<['batch', 3], 'bool'>
declare const anyRank: tf.Tensor<number[], 'bool'>
declare const m: tf.Tensor<[2, 3]>

expectType<tf.SymbolicTensor<['batch', 3], 'bool'>>(tf.logicalNot(mask))
expectType<tf.Tensor<number[], 'bool'>>(tf.logicalNot(anyRank))
expectType<tf.Tensor<[2], 'bool'>>(tf.logicalNot([true, false]))

// @ts-expect-error logicalNot: needs bool, got float32; convert it with tf.cast(x, 'bool')
tf.logicalNot(m)
expectType<"logicalNot: needs bool, got float32; convert it with tf.cast(x, 'bool')">(
  {} as Sentence<exactly<'float32', 'bool'>, 'logicalNot'>,
)

export function inGenericCode<B extends number>(x: tf.Tensor<[B, 3], 'bool'>): tf.Tensor<[B, 3], 'bool'> {
  return tf.logicalNot(x)
}
