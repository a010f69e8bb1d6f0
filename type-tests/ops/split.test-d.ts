import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { splitRule } from '../../src/ops/split.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[2, 6]>
declare const ints: tf.Tensor<[4], 'int32'>
declare const text: tf.Tensor<[4], 'string'>
declare const s: tf.SymbolicTensor<['batch', '4*h', 8]>
declare const open: tf.Tensor<[number, 3]>
declare const unknown: tf.Tensor
declare const n: number
declare const list: number[]
declare const anything: any

expectType<[tf.Tensor<[2, 2]>, tf.Tensor<[2, 2]>, tf.Tensor<[2, 2]>]>(tf.split(m, 3, 1))
expectType<[tf.Tensor<[2, 1]>, tf.Tensor<[2, 3]>, tf.Tensor<[2, 2]>]>(tf.split(m, [1, -1, 2], -1))
expectType<[tf.Tensor<[1], 'int32'>, tf.Tensor<[3], 'int32'>]>(tf.split(ints, [1, 3]))
expectType<[tf.SymbolicTensor<['batch', '2*h', 8]>, tf.SymbolicTensor<['batch', '2*h', 8]>]>(tf.split(s, 2, 1))
expectType<[tf.SymbolicTensor<['batch', 3, 8]>, tf.SymbolicTensor<['batch', '4*h-3', 8]>]>(tf.split(s, [3, -1], 1))
expectType<[tf.Tensor<[number, 3]>, tf.Tensor<[number, 3]>]>(tf.split(open, 2))
expectType<tf.Tensor<[2, number]>[]>(tf.split(m, n, 1))
expectType<tf.Tensor<[2, number]>[]>(tf.split(m, 2 as 2 | 3, 1))
expectType<tf.Tensor<[2, number]>[]>(tf.split(m, list, 1))
expectType<tf.Tensor<[number, number]>[]>(tf.split(m, 2, n))
expectType<tf.Tensor<number[]>[]>(tf.split(unknown, 2))
tf.split(anything, 2)
tf.split(m, anything)
// @ts-expect-error split: axis 1 of [2, 6] is 6, which does not split into 4 equal parts
tf.split(m, 4, 1)
// @ts-expect-error split: axis 1 of [batch, 4*h, 8] is 4*h, which does not split into 3 equal parts
tf.split(s, 3, 1)
// @ts-expect-error split: the parts add up to 5, but axis 1 of [2, 6] is 6
tf.split(m, [2, 3], 1)
// @ts-expect-error split: the parts add up to 7, but axis 1 of [2, 6] is 6
tf.split(m, [7, -1], 1)
// @ts-expect-error split: only one size can be -1
tf.split(m, [-1, -1])
// @ts-expect-error split: -2 is not a size; it is an integer of at least 0, or -1 for the rest
tf.split(m, [-2, 4])
// @ts-expect-error split: the number of parts is an integer of at least 1, got 0
tf.split(m, 0)
// @ts-expect-error split: axis 2 is out of range for [2, 6]
tf.split(m, 2, 2)
// @ts-expect-error split: needs numbers, got a string tensor
tf.split(text, 2)
expectType<'split: axis 1 of [2, 6] is 6, which does not split into 4 equal parts'>(
  {} as Sentence<splitRule<[2, 6], 4, 1>, 'split'>,
)
expectType<'split: the parts add up to 5, but axis 1 of [2, 6] is 6'>(
  {} as Sentence<splitRule<[2, 6], [2, 3], 1>, 'split'>,
)

/** Ops can be called in generic functions. */
export function halves<B extends number>(x: tf.Tensor<[B, 8]>): readonly tf.Tensor[] {
  return tf.split(x, 2, 1)
}
