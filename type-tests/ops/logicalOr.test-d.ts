import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { exactly } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const truth: tf.Tensor<[3], 'bool'>
declare const column: tf.Tensor<[2, 1], 'bool'>
declare const mask: tf.SymbolicTensor<['batch', 3], 'bool'>
declare const m: tf.Tensor<[2, 3]>
declare const two: tf.Tensor<[2], 'bool'>

expectType<tf.Tensor<[2, 3], 'bool'>>(tf.logicalOr(truth, column))
expectType<tf.SymbolicTensor<['batch', 3], 'bool'>>(tf.logicalOr(mask, truth))
expectType<tf.SymbolicTensor<['batch', 3], 'bool'>>(tf.logicalOr(true, mask))
expectType<tf.Tensor<[2], 'bool'>>(tf.logicalOr([true, false], false))

// @ts-expect-error logicalOr: needs bool, got float32; convert it with tf.cast(x, 'bool')
tf.logicalOr(m, truth)
// @ts-expect-error logicalOr: needs bool, got float32; convert it with tf.cast(x, 'bool')
tf.logicalOr(truth, 1)
// @ts-expect-error logicalOr: cannot broadcast [3] with [2]: axis -1 is 3 vs 2
tf.logicalOr(truth, two)
expectType<"logicalOr: needs bool, got float32; convert it with tf.cast(x, 'bool')">(
  {} as Sentence<exactly<'float32', 'bool'>, 'logicalOr'>,
)

export function inGenericCode<B extends number, F extends number>(
  a: tf.Tensor<[B, F], 'bool'>,
  b: tf.Tensor<[F], 'bool'>,
): tf.Tensor<[B, F], 'bool'> {
  return tf.logicalOr(a, b)
}
