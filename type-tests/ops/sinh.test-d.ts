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

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.sinh(x))
expectType<tf.SymbolicTensor<['2*h+1', 3]>>(tf.sinh(composite))
expectType<tf.SymbolicTensor<[number, 32]>>(tf.sinh(unknown))
expectType<tf.Tensor<number[]>>(tf.sinh(anyRank))
expectType<tf.Tensor<[2, 3]>>(tf.sinh(m))
expectType<tf.Tensor<[3]>>(tf.sinh(ints))
expectType<tf.Tensor<[3]>>(tf.sinh(truth))
expectType<tf.Tensor<[2]>>(tf.sinh([1, 2]))
expectType<tf.Tensor<[]>>(tf.sinh(0.5))

// @ts-expect-error sinh: needs numbers, got a string tensor
tf.sinh(text)
expectType<'sinh: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'sinh'>)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> {
  return tf.sinh(x)
}
