import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { oneHotRule } from '../../src/ops/oneHot.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const ids: tf.SymbolicTensor<['batch', 12], 'int32'>
declare const floats: tf.Tensor<[4]>
declare const depth: number
declare const open: tf.Tensor<number[], 'int32'>

expectType<tf.Tensor<[3, 10], 'int32'>>(tf.oneHot([1, 2, 3], 10))
expectType<tf.Tensor<[10], 'int32'>>(tf.oneHot(3, 10))
expectType<tf.SymbolicTensor<['batch', 12, 10], 'int32'>>(tf.oneHot(ids, 10))
expectType<tf.SymbolicTensor<['batch', 12, 10]>>(tf.oneHot(ids, 10, 1, 0, 'float32'))
expectType<tf.Tensor<[2, 4], 'bool'>>(tf.oneHot([1, 2], 4, 1, 0, 'bool'))
expectType<tf.Tensor<[2, number], 'int32'>>(tf.oneHot([1, 2], depth))
expectType<tf.Tensor<number[], 'int32'>>(tf.oneHot(open, 10))
// @ts-expect-error oneHot: depth is an integer of at least 2, got 1
tf.oneHot([1, 2], 1)
// @ts-expect-error oneHot: depth is an integer of at least 2, got 2.5
tf.oneHot([1, 2], 2.5)
// @ts-expect-error oneHot: depth is an integer of at least 2, got -3
tf.oneHot(ids, -3)
// @ts-expect-error oneHot: needs int32, got float32; convert it with tf.cast(x, 'int32')
tf.oneHot(floats, 10)
// @ts-expect-error oneHot: needs numbers, got a string tensor
tf.oneHot([1], 10, 1, 0, 'string')
expectType<'oneHot: depth is an integer of at least 2, got 1'>({} as Sentence<oneHotRule<[3], 1>, 'oneHot'>)

export function labels<N extends number>(y: tf.Tensor<[N], 'int32'>): tf.Tensor<[N, 10], 'int32'> {
  return tf.oneHot(y, 10)
}
