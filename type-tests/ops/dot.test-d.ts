import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { dotRule, vectorOrMatrix } from '../../src/ops/dot.js'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const rows: tf.SymbolicTensor<['batch', 3]>
declare const composite: tf.SymbolicTensor<['2*h+1']>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3]>
declare const v: tf.Tensor<[3]>
declare const four: tf.Tensor<[4]>
declare const cube: tf.Tensor<[2, 3, 4]>
declare const ints: tf.Tensor<[3], 'int32'>
declare const truth: tf.Tensor<[3], 'bool'>
declare const text: tf.Tensor<[3], 'string'>
declare const open: tf.Tensor<[2, number]>

expectType<tf.Tensor<[]>>(tf.dot(v, v))
expectType<tf.Tensor<[2]>>(tf.dot(m, v))
expectType<tf.SymbolicTensor<['batch']>>(tf.dot(rows, v))
expectType<tf.Tensor<[4]>>(tf.dot(v, tf.ones([3, 4])))
expectType<tf.Tensor<[2, 5]>>(tf.dot(m, tf.ones([3, 5])))
expectType<tf.SymbolicTensor<[]>>(tf.dot(composite, composite))
expectType<tf.Tensor<[2]>>(tf.dot(open, v))
expectType<tf.Tensor<number[]>>(tf.dot(anyRank, v))
expectType<tf.Tensor<[], 'int32'>>(tf.dot(ints, truth))
expectType<tf.Tensor<[], 'int32'>>(tf.dot(truth, truth))
expectType<tf.Tensor<[]>>(tf.dot([1, 2, 3], ints))

// @ts-expect-error dot: cannot multiply [2, 3] by [4]: inner dimensions are 3 vs 4
tf.dot(m, four)
// @ts-expect-error dot: needs rank 1 or 2, got [2, 3, 4]
tf.dot(cube, four)
// @ts-expect-error dot: needs rank 1 or 2, got []
tf.dot(v, 2)
// @ts-expect-error dot: needs numbers, got a string tensor
tf.dot(text, v)
expectType<'dot: cannot multiply [2, 3] by [4]: inner dimensions are 3 vs 4'>(
  {} as Sentence<dotRule<[2, 3], [4]>, 'dot'>,
)
expectType<'dot: needs rank 1 or 2, got []'>({} as Sentence<vectorOrMatrix<[]>, 'dot'>)
expectType<'dot: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'dot'>)

export function inGenericCode<B extends number, F extends number>(
  a: tf.Tensor<[B, F]>,
  b: tf.Tensor<[F]>,
): tf.Tensor<[B]> {
  return tf.dot(a, b)
}
