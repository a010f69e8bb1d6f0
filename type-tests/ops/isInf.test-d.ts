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

expectType<tf.SymbolicTensor<['batch', 32], 'bool'>>(tf.isInf(x))
expectType<tf.SymbolicTensor<['2*h+1', 3], 'bool'>>(tf.isInf(composite))
expectType<tf.SymbolicTensor<[number, 32], 'bool'>>(tf.isInf(unknown))
expectType<tf.Tensor<number[], 'bool'>>(tf.isInf(anyRank))
expectType<tf.Tensor<[2, 3], 'bool'>>(tf.isInf(m))
expectType<tf.Tensor<[3], 'bool'>>(tf.isInf(ints))
expectType<tf.Tensor<[3], 'bool'>>(tf.isInf(truth))
expectType<tf.Tensor<[2], 'bool'>>(tf.isInf([1, 2]))
expectType<tf.Tensor<[], 'bool'>>(tf.isInf(0.5))

// @ts-expect-error isInf: needs numbers, got a string tensor
tf.isInf(text)
expectType<'isInf: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'isInf'>)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F], 'bool'> {
  return tf.isInf(x)
}
