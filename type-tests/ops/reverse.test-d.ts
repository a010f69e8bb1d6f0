import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { reverseRule } from '../../src/ops/reverse.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[2, 3]>
declare const ints: tf.Tensor<[4], 'int32'>
declare const text: tf.Tensor<[4], 'string'>
declare const s: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const unknown: tf.Tensor
declare const n: number
declare const either: 0 | 1
declare const anything: any

expectType<tf.Tensor<[2, 3]>>(tf.reverse(m))
expectType<tf.Tensor<[2, 3]>>(tf.reverse(m, [0, -1]))
expectType<tf.Tensor<[4], 'int32'>>(tf.reverse(ints, 0))
expectType<tf.SymbolicTensor<['batch', 'seq', 8]>>(tf.reverse(s, 1))
expectType<tf.Tensor<[2, 3]>>(tf.reverse(m, n))
expectType<tf.Tensor<[2, 3]>>(tf.reverse(m, anything))
expectType<tf.Tensor<[2, 3]>>(tf.reverse(m, [either, 0, 1]))
expectType<tf.Tensor<number[]>>(tf.reverse(unknown, 4))
tf.reverse(anything)
// @ts-expect-error reverse: axis 2 is out of range for [2, 3]
tf.reverse(m, 2)
// @ts-expect-error reverse: axis -3 is out of range for [2, 3]
tf.reverse(m, [0, -3])
// @ts-expect-error reverse: axis 0 of [2, 3] is named twice
tf.reverse(m, [0, 1, 0])
// @ts-expect-error reverse: needs numbers, got a string tensor
tf.reverse(text)
expectType<'reverse: axis 2 is out of range for [2, 3]'>({} as Sentence<reverseRule<[2, 3], 2>, 'reverse'>)

/** Ops can be called in generic functions. */
export function backwards<B extends number, T extends number>(x: tf.Tensor<[B, T]>): tf.Tensor<[B, T]> {
  return tf.reverse(x, 1)
}
