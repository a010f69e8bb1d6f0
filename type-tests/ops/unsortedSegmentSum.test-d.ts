import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { axesRule } from '../../src/ops/common/needsAxes.js'
import type { segmentsRule } from '../../src/ops/unsortedSegmentSum.js'
import type { countRule } from '../../src/shape/count.js'
import type { exactly, needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 32]>
declare const ofBatch: tf.SymbolicTensor<['batch'], 'int32'>
declare const composite: tf.SymbolicTensor<['2*h+1', 3]>
declare const open: tf.Tensor<[number], 'int32'>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3]>
declare const two: tf.Tensor<[2], 'int32'>
declare const four: tf.Tensor<[4], 'int32'>
declare const truth: tf.Tensor<[2], 'bool'>
declare const text: tf.Tensor<[2], 'string'>
declare const count: number

expectType<tf.SymbolicTensor<[5, 32]>>(tf.unsortedSegmentSum(x, ofBatch, 5))
expectType<tf.SymbolicTensor<[5, 3]>>(tf.unsortedSegmentSum(composite, open, 5))
expectType<tf.Tensor<[number, 3]>>(tf.unsortedSegmentSum(m, two, count))
expectType<tf.Tensor<number[]>>(tf.unsortedSegmentSum(anyRank, two, 5))
expectType<tf.Tensor<[3], 'int32'>>(tf.unsortedSegmentSum(truth, [0, 1], 3))

// @ts-expect-error unsortedSegmentSum: needs an index for each row of [2, 3], got [4]
tf.unsortedSegmentSum(m, four, 5)
// @ts-expect-error unsortedSegmentSum: needs an index for each row of [2, 3], got [2, 3]
tf.unsortedSegmentSum(m, m, 5)
// @ts-expect-error unsortedSegmentSum: needs rank 1 or more, got []
tf.unsortedSegmentSum(3, two, 5)
// @ts-expect-error unsortedSegmentSum: needs int32, got bool; convert it with tf.cast(x, 'int32')
tf.unsortedSegmentSum(m, truth, 5)
// @ts-expect-error unsortedSegmentSum: needs numbers, got a string tensor
tf.unsortedSegmentSum(text, two, 5)
// @ts-expect-error unsortedSegmentSum: numSegments is an integer of at least 0, got -1
tf.unsortedSegmentSum(m, two, -1)
expectType<'unsortedSegmentSum: needs an index for each row of [2, 3], got [4]'>(
  {} as Sentence<segmentsRule<[2, 3], [4]>, 'unsortedSegmentSum'>,
)
expectType<'unsortedSegmentSum: needs rank 1 or more, got []'>({} as Sentence<axesRule<[]>, 'unsortedSegmentSum'>)
expectType<"unsortedSegmentSum: needs int32, got bool; convert it with tf.cast(x, 'int32')">(
  {} as Sentence<exactly<'bool', 'int32'>, 'unsortedSegmentSum'>,
)
expectType<'unsortedSegmentSum: needs numbers, got a string tensor'>(
  {} as Sentence<needsNumbers<'string'>, 'unsortedSegmentSum'>,
)
expectType<'unsortedSegmentSum: numSegments is an integer of at least 0, got -1'>(
  {} as Sentence<countRule<'numSegments', -1, 0>, 'unsortedSegmentSum'>,
)

export function inGenericCode<B extends number, F extends number>(
  x: tf.Tensor<[B, F]>,
  ids: tf.Tensor<[B], 'int32'>,
): tf.Tensor<[7, F]> {
  return tf.unsortedSegmentSum(x, ids, 7)
}
