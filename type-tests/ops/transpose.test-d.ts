import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { transposeRule } from '../../src/ops/transpose.js'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const composite: tf.SymbolicTensor<['2*h+1', '3*w']>
declare const unknown: tf.SymbolicTensor<[number, 32]>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3, 4]>
declare const ints: tf.Tensor<[2, 3], 'int32'>
declare const text: tf.Tensor<[2, 3], 'string'>
declare const scalar: tf.Tensor<[]>
declare const axis: number
declare const axes: number[]
declare const either: 0 | 1
declare const anything: any

expectType<tf.Tensor<[4, 3, 2]>>(tf.transpose(m))
expectType<tf.Tensor<[2, 4, 3]>>(tf.transpose(m, [0, 2, 1]))
expectType<tf.Tensor<[4, 2, 3]>>(tf.transpose(m, [-1, 0, 1]))
expectType<tf.Tensor<[]>>(tf.transpose(scalar))
expectType<tf.Tensor<[]>>(tf.transpose(scalar, []))
expectType<tf.Tensor<[3, 2], 'int32'>>(tf.transpose(ints))
expectType<tf.Tensor<[1, 2]>>(tf.transpose([[1], [2]]))
expectType<tf.SymbolicTensor<[8, 'seq', 'batch']>>(tf.transpose(x))
expectType<tf.SymbolicTensor<['batch', 8, 'seq']>>(tf.transpose(x, [0, 2, 1]))
expectType<tf.SymbolicTensor<['3*w', '2*h+1']>>(tf.transpose(composite))
expectType<tf.SymbolicTensor<[32, number]>>(tf.transpose(unknown))
expectType<tf.Tensor<number[]>>(tf.transpose(anyRank))
expectType<tf.Tensor<number[]>>(tf.transpose(anyRank, [1, 0]))
expectType<tf.Tensor<number[]>>(tf.transpose(m, axes))
expectType<tf.Tensor<[number, number, number]>>(tf.transpose(m, [axis, axis, axis]))
tf.transpose(ints, [either, 1])
tf.transpose(anything, [1, 0])
tf.transpose(m, anything)

// @ts-expect-error transpose: [0, 0, 1] is not a permutation of the axes of [2, 3, 4]
expectType<tf.Tensor>(tf.transpose(m, [0, 0, 1]))
// @ts-expect-error transpose: [1, 0] is not a permutation of the axes of [2, 3, 4]
tf.transpose(m, [1, 0])
// @ts-expect-error transpose: [0, 1, 3] is not a permutation of the axes of [batch, seq, 8]
tf.transpose(x, [0, 1, 3])
// @ts-expect-error transpose: [-1, 0, 2] is not a permutation of the axes of [2, 3, 4]
tf.transpose(m, [-1, 0, 2])
// @ts-expect-error transpose: [0] is not a permutation of the axes of []
tf.transpose(scalar, [0])
// @ts-expect-error transpose: needs numbers, got a string tensor
tf.transpose(text)
expectType<'transpose: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'transpose'>)
expectType<'transpose: [0, 0, 1] is not a permutation of the axes of [2, 3, 4]'>(
  {} as Sentence<transposeRule<[2, 3, 4], [0, 0, 1]>, 'transpose'>,
)
expectType<'transpose: [0, 1, 3] is not a permutation of the axes of [batch, seq, 8]'>(
  {} as Sentence<transposeRule<['batch', 'seq', 8], [0, 1, 3]>, 'transpose'>,
)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[F, B]> {
  return tf.transpose(x, [1, 0])
}
