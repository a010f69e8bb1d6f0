import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { tileRule } from '../../src/ops/tile.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[2, 3]>
declare const text: tf.Tensor<[2], 'string'>
declare const complex: tf.Tensor<[2], 'complex64'>
declare const s: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const unknown: tf.Tensor
declare const n: number
declare const list: number[]
declare const anything: any

expectType<tf.Tensor<[4, 9]>>(tf.tile(m, [2, 3]))
expectType<tf.Tensor<[2, 0]>>(tf.tile(m, [1, 0]))
expectType<tf.Tensor<[4], 'string'>>(tf.tile(text, [2]))
expectType<tf.SymbolicTensor<['batch', '3*seq', 8]>>(tf.tile(s, [1, 3, 1]))
expectType<tf.Tensor<[number, 3]>>(tf.tile(m, [n, 1]))
expectType<tf.Tensor<[number, number]>>(tf.tile(m, list))
expectType<tf.Tensor<[number, number]>>(tf.tile(m, anything))
expectType<tf.Tensor<number[]>>(tf.tile(unknown, [1]))
tf.tile(anything, [1])
// @ts-expect-error tile: needs one repeat for each axis of [2, 3], got 1
tf.tile(m, [2])
// @ts-expect-error tile: the repeat -1 on axis 1 is not an integer of at least 0
tf.tile(m, [1, -1])
// @ts-expect-error tile: does not take complex64 tensors
tf.tile(complex, [2])
expectType<'tile: needs one repeat for each axis of [2, 3], got 1'>({} as Sentence<tileRule<[2, 3], [2]>, 'tile'>)

/** Ops can be called in generic functions. */
export function twice<B extends number>(x: tf.Tensor<[B, 3]>): tf.Tensor<[B, 6]> {
  return tf.tile(x, [1, 2])
}
