import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const x: tf.SymbolicTensor<['batch', 32]>
declare const composite: tf.SymbolicTensor<['2*h+1', 3], 'int32'>
declare const unknown: tf.SymbolicTensor<[number, 32]>
declare const anyRank: tf.Tensor
declare const text: tf.Tensor<[3], 'string'>
declare const pairs: tf.Tensor<[3], 'complex64'>

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.clone(x))
expectType<tf.SymbolicTensor<['2*h+1', 3], 'int32'>>(tf.clone(composite))
expectType<tf.SymbolicTensor<[number, 32]>>(tf.clone(unknown))
expectType<tf.Tensor<number[]>>(tf.clone(anyRank))
expectType<tf.Tensor<[3], 'string'>>(tf.clone(text))
expectType<tf.Tensor<[3], 'complex64'>>(tf.clone(pairs))
expectType<tf.Tensor<[2], 'bool'>>(tf.clone([true, false]))

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> {
  return tf.clone(x)
}
