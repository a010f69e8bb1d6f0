import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 32]>
declare const composite: tf.SymbolicTensor<['2*h+1', 3]>
declare const unknown: tf.SymbolicTensor<[number, 32]>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3]>
declare const ints: tf.Tensor<[3], 'int32'>
declare const truth: tf.Tensor<[3], 'bool'>
declare const text: tf.Tensor<[3], 'string'>

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.asin(x))
expectType<tf.SymbolicTensor<['2*h+1', 3]>>(tf.asin(composite))
expectType<tf.SymbolicTensor<[number, 32]>>(tf.asin(unknown))
expectType<tf.Tensor<number[]>>(tf.asin(anyRank))
expectType<tf.Tensor<[2, 3]>>(tf.asin(m))
expectType<tf.Tensor<[3]>>(tf.asin(ints))
expectType<tf.Tensor<[3]>>(tf.asin(truth))
expectType<tf.Tensor<[2]>>(tf.asin([1, 2]))
expectType<tf.Tensor<[]>>(tf.asin(0.5))

// @ts-expect-error asin: needs numbers, got a string tensor
tf.asin(text)
expectType<'asin: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'asin'>)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> {
  return tf.asin(x)
}
