import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { batchNormRule } from '../../src/ops/batchNorm.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.Tensor<[2, 9, 8, 3]>
declare const c: tf.Tensor<[3]>
declare const kept: tf.Tensor<[1, 9, 1, 1]>
declare const four: tf.Tensor<[4]>
declare const deep: tf.Tensor<[1, 2, 9, 8, 3]>
declare const s: tf.SymbolicTensor<['batch', 'f']>
declare const f: tf.SymbolicTensor<['f']>
declare const either: tf.AnyTensor<[3], 'float32'>
declare const unknown: tf.Tensor
declare const ints: tf.Tensor<[3], 'int32'>
declare const anything: any

expectType<tf.Tensor<[2, 9, 8, 3]>>(tf.batchNorm(x, c, c))
expectType<tf.Tensor<[2, 9, 8, 3]>>(tf.batchNorm(x, c, c, c, c, 1e-5))
expectType<tf.Tensor<[2, 9, 8, 3]>>(tf.batchNorm(x, c, c, undefined, c))
expectType<tf.Tensor<[2, 9, 8, 3]>>(tf.batchNorm(x, kept, kept, 1, 2))
expectType<tf.SymbolicTensor<['batch', 'f']>>(tf.batchNorm(s, f, f))
expectType<tf.SymbolicTensor<[2, 9, 8, 3]>>(tf.batchNorm(x, {} as tf.SymbolicTensor<[3]>, c))
expectType<tf.AnyTensor<[2, 9, 8, 3], 'float32'>>(tf.batchNorm(x, c, c, either))
expectType<tf.Tensor>(tf.batchNorm(unknown, c, c))
expectType<tf.Tensor<[2, 9, 8, 3]>>(tf.batchNorm(x, unknown, c))
tf.batchNorm(anything, c, c)
tf.batchNorm(x, anything, anything, anything)
// @ts-expect-error batchNorm: cannot broadcast [4] with [2, 9, 8, 3]: axis -1 is 4 vs 3
tf.batchNorm(x, four, c)
// @ts-expect-error batchNorm: cannot broadcast [4] with [2, 9, 8, 3]: axis -1 is 4 vs 3
tf.batchNorm(x, c, c, undefined, four)
// @ts-expect-error batchNorm: cannot stretch [1, 2, 9, 8, 3] to [2, 9, 8, 3]: a size only grows from 1
tf.batchNorm(x, c, deep)
// @ts-expect-error batchNorm: needs float32, got int32; convert it with tf.cast(x, 'float32')
tf.batchNorm(x, c, c, ints)
// @ts-expect-error batchNorm: needs float32, got int32; convert it with tf.cast(x, 'float32')
tf.batchNorm(ints, c, c)
expectType<'batchNorm: cannot broadcast [4] with [batch, 3]: axis -1 is 4 vs 3'>(
  {} as Sentence<batchNormRule<['batch', 3], [4]>, 'batchNorm'>,
)
expectType<'batchNorm: cannot stretch [2, 3] to [3]: a size only grows from 1'>(
  {} as Sentence<batchNormRule<[3], [2, 3]>, 'batchNorm'>,
)

/** Ops can be called in generic functions. */
export function normalised<B extends number, C extends number>(
  rows: tf.Tensor<[B, C]>,
  mean: tf.Tensor<[C]>,
  variance: tf.Tensor<[C]>,
): tf.Tensor<[B, C]> {
  return tf.batchNorm(rows, mean, variance)
}
