import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { castRule } from '../../src/ops/cast.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 32]>
declare const composite: tf.SymbolicTensor<['2*h+1', 3], 'int32'>
declare const unknown: tf.SymbolicTensor<[number, 32]>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3]>
declare const text: tf.Tensor<[3], 'string'>
declare const complex: tf.Tensor<[3], 'complex64'>
declare const either: 'float32' | 'string'
declare const dtype: tf.DType
declare const anything: any

expectType<tf.SymbolicTensor<['batch', 32], 'int32'>>(tf.cast(x, 'int32'))
expectType<tf.SymbolicTensor<['2*h+1', 3]>>(tf.cast(composite, 'float32'))
expectType<tf.SymbolicTensor<[number, 32], 'bool'>>(tf.cast(unknown, 'bool'))
expectType<tf.Tensor<number[], 'int32'>>(tf.cast(anyRank, 'int32'))
expectType<tf.Tensor<[2, 3], 'complex64'>>(tf.cast(m, 'complex64'))
expectType<tf.Tensor<[3]>>(tf.cast(complex, 'float32'))
expectType<tf.Tensor<[3], 'string'>>(tf.cast(text, 'string'))
expectType<tf.Tensor<[2], 'int32'>>(tf.cast([1.7, 2.2], 'int32'))
expectType<tf.Tensor<[], 'bool'>>(tf.cast(1, 'bool'))
expectType<tf.Tensor<[2, 3], tf.DType>>(tf.cast(m, dtype))
expectType<tf.Tensor<[2, 3], 'float32' | 'string'>>(tf.cast(m, either))
tf.cast(anything, 'int32')
tf.cast(m, anything)

// @ts-expect-error cast: cannot make float32 of string
tf.cast(text, 'float32')
// @ts-expect-error cast: cannot make string of float32
tf.cast(m, 'string')
// @ts-expect-error cast: cannot make string of int32
tf.cast(composite, 'string')
// @ts-expect-error That is no dtype.
tf.cast(m, 'float64')
expectType<'cast: cannot make float32 of string'>({} as Sentence<castRule<'string', 'float32'>, 'cast'>)
expectType<'cast: cannot make string of int32'>({} as Sentence<castRule<'int32', 'string'>, 'cast'>)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F], 'int32'> {
  return tf.cast(x, 'int32')
}
