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

expectType<tf.SymbolicTensor<['batch', 32], 'bool'>>(tf.greaterEqual(x, 2))
expectType<tf.SymbolicTensor<['batch', 32], 'bool'>>(tf.greaterEqual(1, x))
expectType<tf.SymbolicTensor<['2*h+1', 3], 'bool'>>(tf.greaterEqual(composite, row))
expectType<tf.SymbolicTensor<['batch', 32], 'bool'>>(tf.greaterEqual(unknown, x))
expectType<tf.Tensor<number[], 'bool'>>(tf.greaterEqual(anyRank, m))
expectType<tf.Tensor<[2, 3], 'bool'>>(tf.greaterEqual(m, [1, 2, 3]))
expectType<tf.Tensor<[2, 3], 'bool'>>(tf.greaterEqual(ints, m))
expectType<tf.Tensor<[3], 'bool'>>(tf.greaterEqual(ints, ints))
expectType<tf.Tensor<[3], 'bool'>>(tf.greaterEqual(ints, 1))
expectType<tf.Tensor<[3], 'bool'>>(tf.greaterEqual(ints, truth))
expectType<tf.Tensor<[3], 'bool'>>(tf.greaterEqual(truth, truth))

// @ts-expect-error greaterEqual: cannot broadcast [batch, 32] with [batch, 16]: axis -1 is 32 vs 16
expectType<tf.SymbolicTensor<number[], 'bool'>>(tf.greaterEqual(x, narrow))
// @ts-expect-error greaterEqual: needs numbers, got a string tensor
tf.greaterEqual(m, text)
// @ts-expect-error greaterEqual: needs numbers, got a string tensor
tf.greaterEqual(text, m)
expectType<'greaterEqual: cannot broadcast [batch, 32] with [batch, 16]: axis -1 is 32 vs 16'>(
  {} as Sentence<broadcast<['batch', 32], ['batch', 16]>, 'greaterEqual'>,
)
expectType<'greaterEqual: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'greaterEqual'>)

export function inGenericCode<B extends number, F extends number>(
  a: tf.Tensor<[B, F]>,
  b: tf.Tensor<[F]>,
): tf.Tensor<[B, F], 'bool'> {
  return tf.greaterEqual(a, b)
}
