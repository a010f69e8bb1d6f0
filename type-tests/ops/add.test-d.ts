import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const a: tf.SymbolicTensor<['batch', 32]>
declare const b: tf.SymbolicTensor<['batch', 16]>
declare const m: tf.Tensor<[2, 3]>
declare const ints: tf.Tensor<[3], 'int32'>
declare const text: tf.Tensor<[3], 'string'>

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.add(a, 2))
expectType<tf.Tensor<[2, 3]>>(tf.add(m, [1, 2, 3]))
expectType<tf.Tensor<[2, 3]>>(tf.add(ints, m))
expectType<tf.Tensor<[3], 'int32'>>(tf.add(ints, ints))
expectType<tf.Tensor<[3]>>(tf.add(ints, 1))
// @ts-expect-error add: cannot broadcast [batch, 32] with [batch, 16]: axis -1 is 32 vs 16
tf.add(a, b)
// @ts-expect-error add: needs numbers, got a string tensor
tf.add(m, text)
// @ts-expect-error add: needs numbers, got a string tensor
tf.add(text, m)

/** Ops can be called in generic functions, and their results read well. */
export function dense<B extends number, F extends number>(
  x: tf.Tensor<[B, F]>,
  bias: tf.Tensor<[F]>,
): tf.Tensor<[B, F]> {
  return tf.add(x, bias)
}
