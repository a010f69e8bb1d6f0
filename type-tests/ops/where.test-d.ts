import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { whereRule } from '../../src/ops/where.js'
import type { exactly } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 32]>
declare const composite: tf.SymbolicTensor<['2*h+1', 3]>
declare const unknown: tf.SymbolicTensor<[number, 32]>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3]>
declare const ints: tf.Tensor<[3], 'int32'>
declare const truth: tf.Tensor<[3], 'bool'>
declare const text: tf.Tensor<[3], 'string'>
declare const mask: tf.SymbolicTensor<['batch', 1], 'bool'>
declare const two: tf.Tensor<[2]>
declare const unsure: tf.Tensor<number[], 'bool'>

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.where(mask, x, 0))
expectType<tf.SymbolicTensor<['batch', 3]>>(tf.where(mask, ints, [1, 2, 3]))
expectType<tf.SymbolicTensor<['batch', 3], 'int32'>>(tf.where(mask, ints, truth))
expectType<tf.Tensor<[2, 3]>>(tf.where(truth, m, ints))
expectType<tf.Tensor<[3], 'bool'>>(tf.where(truth, truth, false))
expectType<tf.Tensor<number[]>>(tf.where(unsure, m, 0))
expectType<tf.SymbolicTensor<['2*h+1', 3]>>(tf.where(truth, composite, 0))
expectType<tf.Tensor<[2]>>(tf.where([true, false], 1, 0))
expectType<tf.Tensor<[2, 3]>>(tf.where(tf.greater(m, 0), m, 0))

// @ts-expect-error where: needs bool, got float32; convert it with tf.cast(x, 'bool')
tf.where(m, m, m)
// @ts-expect-error where: cannot broadcast [3] with [2]: axis -1 is 3 vs 2
tf.where(truth, two, 0)
// @ts-expect-error where: cannot broadcast [2, 3] with [2]: axis -1 is 3 vs 2
tf.where(truth, m, two)
// @ts-expect-error where: needs numbers, got a string tensor
tf.where(truth, m, text)
expectType<"where: needs bool, got float32; convert it with tf.cast(x, 'bool')">(
  {} as Sentence<exactly<'float32', 'bool'>, 'where'>,
)
expectType<'where: cannot broadcast [2, 3] with [2]: axis -1 is 3 vs 2'>(
  {} as Sentence<whereRule<[3], [2, 3], [2]>, 'where'>,
)

export function inGenericCode<B extends number, F extends number>(
  condition: tf.Tensor<[B, F], 'bool'>,
  a: tf.Tensor<[B, F]>,
  b: tf.Tensor<[F]>,
): tf.Tensor<[B, F]> {
  return tf.where(condition, a, b)
}
