import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { reductionRule } from '../../src/ops/common/reduction.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 7, '2*h', 3]>
declare const m: tf.Tensor<[2, 3]>
declare const ints: tf.Tensor<[2, 3], 'int32'>
declare const anyRank: tf.Tensor
declare const text: tf.Tensor<[3], 'string'>
declare const axis: number

expectType<{ mean: tf.Tensor<[]>; variance: tf.Tensor<[]> }>(tf.moments(m))
expectType<tf.SymbolicTensor<[3]>>(tf.moments(x, [0, 1, 2]).mean)
expectType<tf.SymbolicTensor<['batch', 7, 3]>>(tf.moments(x, -2).variance)
expectType<tf.SymbolicTensor<[1, 1, 1, 3]>>(tf.moments(x, [0, 1, 2], true).variance)
expectType<tf.Tensor<[3]>>(tf.moments(ints, 0).mean)
expectType<tf.Tensor>(tf.moments(anyRank, 0).mean)
expectType<tf.Tensor>(tf.moments(m, axis).mean)
// @ts-expect-error moments: axis 2 is out of range for [2, 3]
tf.moments(m, 2)
// @ts-expect-error moments: needs numbers, got a string tensor
tf.moments(text)
expectType<'moments: axis 2 is out of range for [2, 3]'>({} as Sentence<reductionRule<[2, 3], 2>, 'moments'>)

/** Ops can be called in generic functions. */
export function perFeature<B extends number, F extends number>(rows: tf.Tensor<[B, F]>): tf.Tensor<[F]> {
  return tf.moments(rows, 0).variance
}
