import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { padRule } from '../../src/ops/pad.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[2, 3]>
declare const truth: tf.Tensor<[2], 'bool'>
declare const text: tf.Tensor<[2], 'string'>
declare const s: tf.SymbolicTensor<['batch', 'seq-2', 8]>
declare const unknown: tf.Tensor
declare const n: number
declare const list: [number, number][]
declare const anything: any

expectType<tf.Tensor<[3, 8]>>(tf.pad(m, [[0, 1], [2, 3]])) // prettier-ignore
expectType<tf.Tensor<[5], 'bool'>>(tf.pad(truth, [[1, 2]], 1))
expectType<tf.SymbolicTensor<['batch', 'seq', 10]>>(tf.pad(s, [[0, 0], [1, 1], [0, 2]])) // prettier-ignore
expectType<tf.Tensor<[number, 3]>>(tf.pad(m, [[n, 1], [0, 0]])) // prettier-ignore
expectType<tf.Tensor<[number, number]>>(tf.pad(m, list))
expectType<tf.Tensor<[number, number]>>(tf.pad(m, anything))
expectType<tf.Tensor<number[]>>(tf.pad(unknown, [[1, 1]]))
tf.pad(anything, [[1, 1]])
// @ts-expect-error pad: needs one pair [before, after] for each axis of [2, 3], got 1
tf.pad(m, [[0, 1]])
// @ts-expect-error pad: the padding -1 on axis 1 is not an integer of at least 0
tf.pad(m, [[0, 1], [0, -1]]) // prettier-ignore
// @ts-expect-error pad: the padding of axis 0 is a pair [before, after], got [0]
tf.pad(m, [[0], [1, 1]]) // prettier-ignore
// @ts-expect-error pad: the padding of axis 1 is a pair [before, after], got [2, 3, 4]
tf.pad(m, [[0, 1], [2, 3, 4]]) // prettier-ignore
// @ts-expect-error pad: the padding of axis 0 is a pair [before, after], got 0
tf.pad(m, [0, 1])
// @ts-expect-error pad: needs one pair [before, after] for each axis of [2, 3], got 4
tf.pad(m, [0, 1, 1, 0])
// @ts-expect-error pad: needs rank 1 or more, got []
tf.pad(1, [])
// @ts-expect-error pad: needs numbers, got a string tensor
tf.pad(text, [[0, 1]])
expectType<'pad: needs one pair [before, after] for each axis of [2, 3], got 1'>(
  {} as Sentence<padRule<[2, 3], [[0, 1]]>, 'pad'>,
)
expectType<'pad: the padding -1 on axis 1 is not an integer of at least 0'>(
  {} as Sentence<padRule<[2, 3], [[0, 1], [0, -1]]>, 'pad'>,
)

/** Ops can be called in generic functions. */
export function border<B extends number>(x: tf.Tensor<[B, 3]>): tf.Tensor<[B, 5]> {
  return tf.pad(x, [[0, 0], [1, 1]]) // prettier-ignore
}
