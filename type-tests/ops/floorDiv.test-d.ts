import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { broadcast } from '../../src/shape/broadcast.js'
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
declare const narrow: tf.SymbolicTensor<['batch', 16]>
declare const row: tf.Tensor<[3]>

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.floorDiv(x, 2))
expectType<tf.SymbolicTensor<['batch', 32]>>(tf.floorDiv(1, x))
expectType<tf.SymbolicTensor<['2*h+1', 3]>>(tf.floorDiv(composite, row))
expectType<tf.SymbolicTensor<['batch', 32]>>(tf.floorDiv(unknown, x))
expectType<tf.Tensor<number[]>>(tf.floorDiv(anyRank, m))
expectType<tf.Tensor<[2, 3]>>(tf.floorDiv(m, [1, 2, 3]))
expectType<tf.Tensor<[2, 3]>>(tf.floorDiv(ints, m))
expectType<tf.Tensor<[3], 'int32'>>(tf.floorDiv(ints, ints))
expectType<tf.Tensor<[3]>>(tf.floorDiv(ints, 1))
expectType<tf.Tensor<[3], 'int32'>>(tf.floorDiv(ints, truth))
expectType<tf.Tensor<[3], 'int32'>>(tf.floorDiv(truth, truth))

// @ts-expect-error floorDiv: cannot broadcast [batch, 32] with [batch, 16]: axis -1 is 32 vs 16
expectType<tf.SymbolicTensor<number[]>>(tf.floorDiv(x, narrow))
// @ts-expect-error floorDiv: needs numbers, got a string tensor
tf.floorDiv(m, text)
// @ts-expect-error floorDiv: needs numbers, got a string tensor
tf.floorDiv(text, m)
expectType<'floorDiv: cannot broadcast [batch, 32] with [batch, 16]: axis -1 is 32 vs 16'>(
  {} as Sentence<broadcast<['batch', 32], ['batch', 16]>, 'floorDiv'>,
)
expectType<'floorDiv: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'floorDiv'>)

export function inGenericCode<B extends number, F extends number>(
  a: tf.Tensor<[B, F]>,
  b: tf.Tensor<[F]>,
): tf.Tensor<[B, F]> {
  return tf.floorDiv(a, b)
}
