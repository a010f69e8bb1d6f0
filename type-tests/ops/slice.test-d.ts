import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { sliceRule } from '../../src/ops/slice.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[2, 3]>
declare const ints: tf.Tensor<[4], 'int32'>
declare const text: tf.Tensor<[4], 'string'>
declare const complex: tf.Tensor<[4], 'complex64'>
declare const s: tf.SymbolicTensor<['batch', '2*h+1', 8]>
declare const open: tf.Tensor<[number, 3]>
declare const unknown: tf.Tensor
declare const n: number
declare const list: number[]
declare const anything: any

expectType<tf.Tensor<[1, 3]>>(tf.slice(m, 1))
expectType<tf.Tensor<[0, 3]>>(tf.slice(m, 2))
expectType<tf.Tensor<[2, 2]>>(tf.slice(m, [0, 1]))
expectType<tf.Tensor<[1, 3]>>(tf.slice(m, 0, 1))
expectType<tf.Tensor<[1, 2]>>(tf.slice(m, [0, 0], [1, 2]))
expectType<tf.Tensor<[2], 'int32'>>(tf.slice(ints, 1, 2))
expectType<tf.Tensor<[2], 'string'>>(tf.slice(text, 1, 2))
expectType<tf.Tensor<[2]>>(tf.slice([1, 2, 3], 1))
expectType<tf.SymbolicTensor<['batch', '2*h-2', 8]>>(tf.slice(s, [0, 3]))
expectType<tf.SymbolicTensor<['batch', 3, 8]>>(tf.slice(s, [0, 1], [-1, 3]))
expectType<tf.Tensor<[5, 2]>>(tf.slice(open, [1, 1], 5))
expectType<tf.Tensor<[number, 3]>>(tf.slice(m, n))
expectType<tf.Tensor<[1, 3]>>(tf.slice(m, n, 1))
expectType<tf.Tensor<[number, 3]>>(tf.slice(m, 0 as 0 | 1))
expectType<tf.Tensor<[number, number]>>(tf.slice(m, list))
expectType<tf.Tensor<[number, number]>>(tf.slice(m, anything))
expectType<tf.Tensor<number[]>>(tf.slice(unknown, 1))
tf.slice(anything, 1)
// @ts-expect-error slice: axis 0 of [2, 3] ends at 2, but begin is 3
tf.slice(m, 3)
// @ts-expect-error slice: axis 1 of [2, 3] ends at 3, but begin + size is 4
tf.slice(m, [0, 1], [1, 3])
// @ts-expect-error slice: axis 2 of [batch, 2*h+1, 8] ends at 8, but begin + size is 9
tf.slice(s, [0, 0, 4], [-1, -1, 5])
// @ts-expect-error slice: begin is -1 on axis 0; it counts from the front, an integer of at least 0
tf.slice(m, -1)
// @ts-expect-error slice: size is -2 on axis 0; it is an integer of at least 0, or -1 for the rest
tf.slice(m, 0, -2)
// @ts-expect-error slice: begin has 3 entries, but [2, 3] has 2 axes
tf.slice(m, [0, 0, 0])
// @ts-expect-error slice: size has 3 entries, but [2, 3] has 2 axes
tf.slice(m, 0, [1, 1, 1])
// @ts-expect-error slice: needs rank 1 or more, got []
tf.slice(3, 0)
// @ts-expect-error slice: does not take complex64 tensors
tf.slice(complex, 0)
expectType<'slice: axis 0 of [2, 3] ends at 2, but begin is 3'>({} as Sentence<sliceRule<[2, 3], 3>, 'slice'>)
expectType<'slice: axis 1 of [2, 3] ends at 3, but begin + size is 4'>(
  {} as Sentence<sliceRule<[2, 3], [0, 1], [1, 3]>, 'slice'>,
)
expectType<'slice: begin is 0.5 on axis 0; it counts from the front, an integer of at least 0'>(
  {} as Sentence<sliceRule<[2, 3], 0.5>, 'slice'>,
)

/** Ops can be called in generic functions. */
export function tail<B extends number>(x: tf.Tensor<[B, 8]>): tf.Tensor<[B, 6]> {
  return tf.slice(x, [0, 2])
}
