import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { exactly } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const truth: tf.Tensor<[3], 'bool'>
declare const column: tf.Tensor<[2, 1], 'bool'>
declare const mask: tf.SymbolicTensor<['batch', 3], 'bool'>
declare const m: tf.Tensor<[2, 3]>
declare const two: tf.Tensor<[2], 'bool'>

expectType<tf.Tensor<[2, 3], 'bool'>>(tf.logicalXor(truth, column))
expectType<tf.SymbolicTensor<['batch', 3], 'bool'>>(tf.logicalXor(mask, truth))
expectType<tf.SymbolicTensor<['batch', 3], 'bool'>>(tf.logicalXor(true, mask))
expectType<tf.Tensor<[2], 'bool'>>(tf.logicalXor([true, false], false))

// @ts-expect-error logicalXor: needs bool, got float32; convert it with tf.cast(x, 'bool')
tf.logicalXor(m, truth)
// @ts-expect-error logicalXor: needs bool, got float32; convert it with tf.cast(x, 'bool')
tf.logicalXor(truth, 1)
// @ts-expect-error logicalXor: cannot broadcast [3] with [2]: axis -1 is 3 vs 2
tf.logicalXor(truth, two)
expectType<"logicalXor: needs bool, got float32; convert it with tf.cast(x, 'bool')">(
  {} as Sentence<exactly<'float32', 'bool'>, 'logicalXor'>,
)

export function inGenericCode<B extends number, F extends number>(
  a: tf.Tensor<[B, F], 'bool'>,
  b: tf.Tensor<[F], 'bool'>,
): tf.Tensor<[B, F], 'bool'> {
  return tf.logicalXor(a, b)
}
