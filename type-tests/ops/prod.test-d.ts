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

expectType<tf.SymbolicTensor<[]>>(tf.prod(x))
expectType<tf.SymbolicTensor<[32]>>(tf.prod(x, 0))
expectType<tf.SymbolicTensor<['batch']>>(tf.prod(x, -1))
expectType<tf.SymbolicTensor<['batch', 1]>>(tf.prod(x, -1, true))
expectType<tf.SymbolicTensor<['2*h+1']>>(tf.prod(composite, [1]))
expectType<tf.SymbolicTensor<[number]>>(tf.prod(unknown, 1))
expectType<tf.Tensor<[]>>(tf.prod(m, [0, -1]))
expectType<tf.Tensor<[2, 3]>>(tf.prod(m, []))
expectType<tf.Tensor<number[]>>(tf.prod(anyRank, 0))
expectType<tf.Tensor<[], 'int32'>>(tf.prod(ints))
expectType<tf.Tensor<[], 'int32'>>(tf.prod(truth))
expectType<tf.Tensor<[2]>>(
  tf.prod(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    1,
  ),
)
// What could be several things is checked when run.
expectType<tf.Tensor<number[]>>(tf.prod(m, axis))
expectType<tf.Tensor<number[]>>(tf.prod(m, either))
expectType<tf.Tensor<number[]>>(tf.prod(m, [either]))
expectType<tf.Tensor<number[]>>(tf.prod(m, 0, keep))

// @ts-expect-error prod: axis 2 is out of range for [2, 3]
tf.prod(m, 2)
// @ts-expect-error prod: axis -3 is out of range for [batch, 32]
tf.prod(x, [0, -3])
// @ts-expect-error prod: axis -2 of [2, 3] is named twice
tf.prod(m, [0, -2])
// @ts-expect-error prod: needs numbers, got a string tensor
tf.prod(text)
expectType<'prod: axis -3 is out of range for [batch, 32]'>(
  {} as Sentence<reductionRule<['batch', 32], [0, -3]>, 'prod'>,
)
expectType<'prod: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'prod'>)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, 1]> {
  return tf.prod(x, -1, true)
}
