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

expectType<tf.SymbolicTensor<['batch', 32], 'bool'>>(tf.isNaN(x))
expectType<tf.SymbolicTensor<['2*h+1', 3], 'bool'>>(tf.isNaN(composite))
expectType<tf.SymbolicTensor<[number, 32], 'bool'>>(tf.isNaN(unknown))
expectType<tf.Tensor<number[], 'bool'>>(tf.isNaN(anyRank))
expectType<tf.Tensor<[2, 3], 'bool'>>(tf.isNaN(m))
expectType<tf.Tensor<[3], 'bool'>>(tf.isNaN(ints))
expectType<tf.Tensor<[3], 'bool'>>(tf.isNaN(truth))
expectType<tf.Tensor<[2], 'bool'>>(tf.isNaN([1, 2]))
expectType<tf.Tensor<[], 'bool'>>(tf.isNaN(0.5))

// @ts-expect-error isNaN: needs numbers, got a string tensor
tf.isNaN(text)
expectType<'isNaN: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'isNaN'>)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F], 'bool'> {
  return tf.isNaN(x)
}
