import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { reductionRule } from '../../src/ops/common/reduction.js'
import type { exactly } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const mask: tf.SymbolicTensor<['batch', 3], 'bool'>
declare const anyRank: tf.Tensor<number[], 'bool'>
declare const m: tf.Tensor<[2, 3]>

expectType<tf.SymbolicTensor<[], 'bool'>>(tf.any(mask))
expectType<tf.SymbolicTensor<['batch'], 'bool'>>(tf.any(mask, -1))
expectType<tf.SymbolicTensor<[1, 3], 'bool'>>(tf.any(mask, 0, true))
expectType<tf.Tensor<number[], 'bool'>>(tf.any(anyRank, 0))
expectType<tf.Tensor<[], 'bool'>>(tf.any([true, false]))

// @ts-expect-error any: needs bool, got float32; convert it with tf.cast(x, 'bool')
tf.any(m)
// @ts-expect-error any: axis 2 is out of range for [batch, 3]
tf.any(mask, 2)
expectType<"any: needs bool, got float32; convert it with tf.cast(x, 'bool')">(
  {} as Sentence<exactly<'float32', 'bool'>, 'any'>,
)
expectType<'any: axis 2 is out of range for [batch, 3]'>({} as Sentence<reductionRule<['batch', 3], 2>, 'any'>)

export function inGenericCode<B extends number>(x: tf.Tensor<[B, 3], 'bool'>): tf.Tensor<[B], 'bool'> {
  return tf.any(x, 1)
}
