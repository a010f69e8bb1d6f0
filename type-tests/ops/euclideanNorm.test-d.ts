import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { reductionRule } from '../../src/ops/common/reduction.js'
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
declare const axis: number
declare const either: 0 | 1
declare const keep: boolean

expectType<tf.SymbolicTensor<[]>>(tf.euclideanNorm(x))
expectType<tf.SymbolicTensor<[32]>>(tf.euclideanNorm(x, 0))
expectType<tf.SymbolicTensor<['batch']>>(tf.euclideanNorm(x, -1))
expectType<tf.SymbolicTensor<['batch', 1]>>(tf.euclideanNorm(x, -1, true))
expectType<tf.SymbolicTensor<['2*h+1']>>(tf.euclideanNorm(composite, [1]))
expectType<tf.SymbolicTensor<[number]>>(tf.euclideanNorm(unknown, 1))
expectType<tf.Tensor<[]>>(tf.euclideanNorm(m, [0, -1]))
expectType<tf.Tensor<[2, 3]>>(tf.euclideanNorm(m, []))
expectType<tf.Tensor<number[]>>(tf.euclideanNorm(anyRank, 0))
expectType<tf.Tensor<[]>>(tf.euclideanNorm(ints))
expectType<tf.Tensor<[]>>(tf.euclideanNorm(truth))
expectType<tf.Tensor<[2]>>(
  tf.euclideanNorm(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    1,
  ),
)
// What could be several things is checked when run.
expectType<tf.Tensor<number[]>>(tf.euclideanNorm(m, axis))
expectType<tf.Tensor<number[]>>(tf.euclideanNorm(m, either))
expectType<tf.Tensor<number[]>>(tf.euclideanNorm(m, [either]))
expectType<tf.Tensor<number[]>>(tf.euclideanNorm(m, 0, keep))

// @ts-expect-error euclideanNorm: axis 2 is out of range for [2, 3]
tf.euclideanNorm(m, 2)
// @ts-expect-error euclideanNorm: axis -3 is out of range for [batch, 32]
tf.euclideanNorm(x, [0, -3])
// @ts-expect-error euclideanNorm: axis -2 of [2, 3] is named twice
tf.euclideanNorm(m, [0, -2])
// @ts-expect-error euclideanNorm: needs numbers, got a string tensor
tf.euclideanNorm(text)
expectType<'euclideanNorm: axis -3 is out of range for [batch, 32]'>(
  {} as Sentence<reductionRule<['batch', 32], [0, -3]>, 'euclideanNorm'>,
)
expectType<'euclideanNorm: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'euclideanNorm'>)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, 1]> {
  return tf.euclideanNorm(x, -1, true)
}
