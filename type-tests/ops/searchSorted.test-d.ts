import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { axesRule } from '../../src/ops/common/needsAxes.js'
import type { searchRule } from '../../src/ops/common/search.js'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const rows: tf.SymbolicTensor<['batch', 5]>
declare const values: tf.SymbolicTensor<['batch', '2*h+1']>
declare const open: tf.Tensor<[number, 3]>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3]>
declare const v: tf.Tensor<[3]>
declare const four: tf.Tensor<[4], 'int32'>
declare const text: tf.Tensor<[3], 'string'>

expectType<tf.SymbolicTensor<['batch', '2*h+1'], 'int32'>>(tf.searchSorted(rows, values))
expectType<tf.Tensor<[number, 3], 'int32'>>(tf.searchSorted(m, open))
expectType<tf.Tensor<[2, 3], 'int32'>>(tf.searchSorted(anyRank, m))
expectType<tf.Tensor<[4], 'int32'>>(tf.searchSorted(v, four))
expectType<tf.Tensor<[4], 'int32'>>(tf.searchSorted(v, four, 'right'))

// @ts-expect-error searchSorted: needs a row of values for each sequence of [2, 3], got [4]
tf.searchSorted(m, four)
// @ts-expect-error searchSorted: needs rank 1 or more, got []
tf.searchSorted(3, v)
// @ts-expect-error searchSorted: needs rank 1 or more, got []
tf.searchSorted(v, 3)
// @ts-expect-error searchSorted: needs numbers, got a string tensor
tf.searchSorted(text, v)
expectType<'searchSorted: needs a row of values for each sequence of [2, 3], got [4]'>(
  {} as Sentence<searchRule<[2, 3], [4]>, 'searchSorted'>,
)
expectType<'searchSorted: needs rank 1 or more, got []'>({} as Sentence<axesRule<[]>, 'searchSorted'>)
expectType<'searchSorted: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'searchSorted'>)

export function inGenericCode<B extends number, F extends number>(
  sequence: tf.Tensor<[B]>,
  values: tf.Tensor<[F]>,
): tf.Tensor<[F], 'int32'> {
  return tf.searchSorted(sequence, values)
}
