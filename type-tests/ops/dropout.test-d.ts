import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { dropoutRule, rateRule } from '../../src/ops/dropout.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 10, 32]>
declare const m: tf.Tensor<[4, 8]>
declare const ints: tf.Tensor<[4], 'int32'>
declare const rate: number

expectType<tf.SymbolicTensor<['batch', 10, 32]>>(tf.dropout(x, 0.5))
expectType<tf.SymbolicTensor<['batch', 10, 32]>>(tf.dropout(x, 0.5, ['batch', 1, 32]))
expectType<tf.SymbolicTensor<['batch', 10, 32]>>(tf.dropout(x, 0.5, [null, 1, null], 7))
expectType<tf.Tensor<[4, 8]>>(tf.dropout(m, rate, [8]))
expectType<tf.Tensor<[2]>>(tf.dropout([1, 2], 0))
expectType<tf.Tensor<[4, 8]>>(tf.dropout(m, 1e-7))
// @ts-expect-error dropout: rate is a number in [0, 1), got 1
tf.dropout(x, 1)
// @ts-expect-error dropout: rate is a number in [0, 1), got -0.5
tf.dropout(x, -0.5)
// @ts-expect-error dropout: rate is a number in [0, 1), got 1.5
tf.dropout(x, 1.5)
// @ts-expect-error dropout: needs float32, got int32; convert it with tf.cast(x, 'float32')
tf.dropout(ints, 0.5)
// @ts-expect-error dropout: cannot broadcast [5, 8] with [4, 8]: axis -2 is 5 vs 4
tf.dropout(m, 0.5, [5, 8])
// @ts-expect-error dropout: cannot stretch [2, 4, 8] to [4, 8]: a size only grows from 1
tf.dropout(m, 0.5, [2, 4, 8])
// @ts-expect-error dropout: 1.5 is not a size
tf.dropout(m, 0.5, [1.5])
expectType<'dropout: rate is a number in [0, 1), got 1'>({} as Sentence<rateRule<1>, 'dropout'>)
expectType<'dropout: cannot broadcast [5, 8] with [4, 8]: axis -2 is 5 vs 4'>(
  {} as Sentence<dropoutRule<[4, 8], [5, 8]>, 'dropout'>,
)

export function block<B extends number, F extends number>(t: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> {
  return tf.dropout(t, 0.1)
}
