import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { reductionRule } from '../../src/ops/common/reduction.js'
import type { exactly } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const mask: tf.SymbolicTensor<['batch', 3], 'bool'>
declare const anyRank: tf.Tensor<number[], 'bool'>
declare const m: tf.Tensor<[2, 3]>

expectType<tf.SymbolicTensor<[], 'bool'>>(tf.all(mask))
expectType<tf.SymbolicTensor<['batch'], 'bool'>>(tf.all(mask, -1))
expectType<tf.SymbolicTensor<[1, 3], 'bool'>>(tf.all(mask, 0, true))
expectType<tf.Tensor<number[], 'bool'>>(tf.all(anyRank, 0))
expectType<tf.Tensor<[], 'bool'>>(tf.all([true, false]))

// @ts-expect-error all: needs bool, got float32; convert it with tf.cast(x, 'bool')
tf.all(m)
// @ts-expect-error all: axis 2 is out of range for [batch, 3]
tf.all(mask, 2)
// @ts-expect-error all: axis 1 of [batch, 3] is named twice
tf.all(mask, [1, 1])
expectType<"all: needs bool, got float32; convert it with tf.cast(x, 'bool')">(
  {} as Sentence<exactly<'float32', 'bool'>, 'all'>,
)
expectType<'all: axis 2 is out of range for [batch, 3]'>({} as Sentence<reductionRule<['batch', 3], 2>, 'all'>)

export function inGenericCode<B extends number>(x: tf.Tensor<[B, 3], 'bool'>): tf.Tensor<[B], 'bool'> {
  return tf.all(x, 1)
}
