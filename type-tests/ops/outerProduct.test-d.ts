import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { vectorRule } from '../../src/ops/common/vector.js'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const rows: tf.SymbolicTensor<['batch']>
declare const composite: tf.SymbolicTensor<['2*h+1']>
declare const unknown: tf.Tensor<[number]>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3]>
declare const v: tf.Tensor<[3]>
declare const ints: tf.Tensor<[4], 'int32'>
declare const truth: tf.Tensor<[4], 'bool'>
declare const text: tf.Tensor<[3], 'string'>

expectType<tf.SymbolicTensor<['batch', 3]>>(tf.outerProduct(rows, v))
expectType<tf.SymbolicTensor<['2*h+1', 'batch']>>(tf.outerProduct(composite, rows))
expectType<tf.Tensor<[number, 3]>>(tf.outerProduct(unknown, v))
expectType<tf.Tensor<[number, 3]>>(tf.outerProduct(anyRank, v))
expectType<tf.Tensor<[3, 4]>>(tf.outerProduct(v, ints))
expectType<tf.Tensor<[4, 4], 'int32'>>(tf.outerProduct(ints, truth))
expectType<tf.Tensor<[4, 4], 'int32'>>(tf.outerProduct(truth, truth))
expectType<tf.Tensor<[2, 3]>>(tf.outerProduct([1, 2], v))

// @ts-expect-error outerProduct: needs rank 1, got [2, 3]
tf.outerProduct(m, v)
// @ts-expect-error outerProduct: needs rank 1, got [2, 3]
tf.outerProduct(v, m)
// @ts-expect-error outerProduct: needs numbers, got a string tensor
tf.outerProduct(text, v)
// @ts-expect-error outerProduct: needs numbers, got a string tensor
tf.outerProduct(v, text)
expectType<'outerProduct: needs rank 1, got [2, 3]'>({} as Sentence<vectorRule<[2, 3]>, 'outerProduct'>)
expectType<'outerProduct: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'outerProduct'>)

export function inGenericCode<A extends number, B extends number>(
  a: tf.Tensor<[A]>,
  b: tf.Tensor<[B]>,
): tf.Tensor<[A, B]> {
  return tf.outerProduct(a, b)
}
