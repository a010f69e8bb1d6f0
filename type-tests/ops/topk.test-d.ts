import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { topkRule } from '../../src/ops/topk.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[2, 6]>
declare const ints: tf.Tensor<[4], 'int32'>
declare const text: tf.Tensor<[4], 'string'>
declare const scalar: tf.Tensor<[]>
declare const empty: tf.Tensor<[2, 0]>
declare const s: tf.SymbolicTensor<['batch', 8]>
declare const named: tf.SymbolicTensor<['batch', 'seq']>
declare const composite: tf.SymbolicTensor<['2*h', '3*w+1']>
declare const open: tf.Tensor<[3, number]>
declare const unknown: tf.Tensor
declare const either: tf.Tensor<[2] | [2, 6]>
declare const k: number
declare const anything: any

expectType<{ values: tf.Tensor<[2, 3]>; indices: tf.Tensor<[2, 3], 'int32'> }>(tf.topk(m, 3))
expectType<{ values: tf.Tensor<[1], 'int32'>; indices: tf.Tensor<[1], 'int32'> }>(tf.topk(ints))
expectType<tf.Tensor<[3, 2]>>(
  tf.topk(
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    2,
    false,
  ).values,
)
expectType<tf.SymbolicTensor<['batch', 8]>>(tf.topk(s, 8).values)
expectType<tf.SymbolicTensor<['batch', 5], 'int32'>>(tf.topk(named, 5).indices)
expectType<tf.SymbolicTensor<['2*h', 4]>>(tf.topk(composite, 4).values)
expectType<tf.Tensor<[3, 7]>>(tf.topk(open, 7).values)
expectType<tf.Tensor<[2, number]>>(tf.topk(m, k).values)
expectType<tf.Tensor<[2, number]>>(tf.topk(m, 2 as 2 | 7).values)
expectType<tf.Tensor<number[]>>(tf.topk(unknown, 7).values)
expectType<tf.Tensor<[5] | [2, 5]>>(tf.topk(either, 5).values)
tf.topk(anything, 2)
tf.topk(m, anything)
// @ts-expect-error topk: k is 7, but the last axis of [2, 6] is 6
tf.topk(m, 7)
// @ts-expect-error topk: k is 1, but the last axis of [2, 0] is 0
tf.topk(empty)
// @ts-expect-error topk: k is an integer of at least 0, got -1
tf.topk(named, -1)
// @ts-expect-error topk: k is an integer of at least 0, got 1.5
tf.topk(m, 1.5)
// @ts-expect-error topk: axis -1 is out of range for []
tf.topk(scalar, 2)
// @ts-expect-error topk: axis -1 is out of range for []
tf.topk(scalar)
// @ts-expect-error topk: needs numbers, got a string tensor
tf.topk(text, 2)
expectType<'topk: k is 7, but the last axis of [2, 6] is 6'>({} as Sentence<topkRule<[2, 6], 7>, 'topk'>)
expectType<'topk: k is an integer of at least 0, got -1'>({} as Sentence<topkRule<['seq'], -1>, 'topk'>)
expectType<'topk: axis -1 is out of range for []'>({} as Sentence<topkRule<[], 1>, 'topk'>)

/** Ops can be called in generic functions. */
export function best<B extends number>(scores: tf.Tensor<[B, 10]>): tf.Tensor<[B, 3], 'int32'> {
  return tf.topk(scores, 3).indices
}
