import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const rows: tf.SymbolicTensor<['batch']>
declare const composite: tf.SymbolicTensor<['2*h+1', 3]>
declare const unknown: tf.Tensor<[number]>
declare const anyRank: tf.Tensor
declare const truth: tf.Tensor<[4], 'bool'>
declare const text: tf.Tensor<[3], 'string'>

expectType<tf.SymbolicTensor<['batch', 'batch']>>(tf.diag(rows))
expectType<tf.SymbolicTensor<['2*h+1', 3, '2*h+1', 3]>>(tf.diag(composite))
expectType<tf.Tensor<[number, number]>>(tf.diag(unknown))
expectType<tf.Tensor<number[]>>(tf.diag(anyRank))
expectType<tf.Tensor<[4, 4], 'bool'>>(tf.diag(truth))
expectType<tf.Tensor<[]>>(tf.diag(3))
expectType<tf.Tensor<[2, 2]>>(tf.diag([1, 2]))

// @ts-expect-error diag: needs numbers, got a string tensor
tf.diag(text)
expectType<'diag: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'diag'>)

export function inGenericCode<B extends number>(x: tf.Tensor<[B]>): tf.Tensor<[B, B]> {
  return tf.diag(x)
}
