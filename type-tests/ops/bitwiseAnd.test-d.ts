import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { exactly } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const truth: tf.Tensor<[3], 'int32'>
declare const column: tf.Tensor<[2, 1], 'int32'>
declare const mask: tf.SymbolicTensor<['batch', 3], 'int32'>
declare const m: tf.Tensor<[2, 3]>
declare const two: tf.Tensor<[2], 'int32'>

expectType<tf.Tensor<[2, 3], 'int32'>>(tf.bitwiseAnd(truth, column))
expectType<tf.SymbolicTensor<['batch', 3], 'int32'>>(tf.bitwiseAnd(mask, truth))

// @ts-expect-error bitwiseAnd: needs int32, got float32; convert it with tf.cast(x, 'int32')
tf.bitwiseAnd(m, truth)
// @ts-expect-error bitwiseAnd: needs int32, got float32; convert it with tf.cast(x, 'int32')
tf.bitwiseAnd(truth, 1)
// @ts-expect-error bitwiseAnd: cannot broadcast [3] with [2]: axis -1 is 3 vs 2
tf.bitwiseAnd(truth, two)
expectType<"bitwiseAnd: needs int32, got float32; convert it with tf.cast(x, 'int32')">(
  {} as Sentence<exactly<'float32', 'int32'>, 'bitwiseAnd'>,
)

export function inGenericCode<B extends number, F extends number>(
  a: tf.Tensor<[B, F], 'int32'>,
  b: tf.Tensor<[F], 'int32'>,
): tf.Tensor<[B, F], 'int32'> {
  return tf.bitwiseAnd(a, b)
}
