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

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.ceil(x))
expectType<tf.SymbolicTensor<['2*h+1', 3]>>(tf.ceil(composite))
expectType<tf.SymbolicTensor<[number, 32]>>(tf.ceil(unknown))
expectType<tf.Tensor<number[]>>(tf.ceil(anyRank))
expectType<tf.Tensor<[2, 3]>>(tf.ceil(m))
expectType<tf.Tensor<[3], 'int32'>>(tf.ceil(ints))
expectType<tf.Tensor<[3], 'bool'>>(tf.ceil(truth))
expectType<tf.Tensor<[2]>>(tf.ceil([1, 2]))
expectType<tf.Tensor<[]>>(tf.ceil(0.5))

// @ts-expect-error ceil: needs numbers, got a string tensor
tf.ceil(text)
expectType<'ceil: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'ceil'>)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> {
  return tf.ceil(x)
}
