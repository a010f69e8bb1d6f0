import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { concatRule } from '../../src/ops/concat.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[2, 3]>
declare const wide: tf.Tensor<[2, 5]>
declare const ints: tf.Tensor<[2, 3], 'int32'>
declare const open: tf.Tensor<[number, 3]>
declare const s: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const unknown: tf.Tensor
declare const list: tf.Tensor<[2, 3]>[]
declare const n: number
declare const anything: any

expectType<tf.Tensor<[2, 8]>>(tf.concat([m, wide], 1))
expectType<tf.Tensor<[2, 11]>>(tf.concat([m, wide, m], -1))
expectType<tf.Tensor<[4, 3], 'int32'>>(tf.concat([ints, ints]))
expectType<tf.Tensor<[number, 3]>>(tf.concat([m, open]))
expectType<tf.Tensor<[2, 6]>>(tf.concat([open, m], 1))
expectType<tf.SymbolicTensor<['batch', '2*seq', 8]>>(tf.concat([s, s], 1))
expectType<tf.SymbolicTensor<[number, number, number]>>(tf.concat([s, s], n))
expectType<tf.SymbolicTensor<[number, number, number]>>(tf.concat([s, s], 0 as 0 | 1))
expectType<tf.Tensor<[number, 3]>>(tf.concat(list))
expectType<tf.Tensor<[3]>>(tf.concat([[1, 2], [3]]))
expectType<tf.Tensor<[2, 4]>>(tf.concat([[[1], [2]], m], 1))
expectType<tf.Tensor<number[]>>(tf.concat([m, unknown]))
tf.concat(anything)
tf.concat([m, anything])
// @ts-expect-error concat: cannot join [2, 3] with [2, 5]: axis 1 is 3 vs 5
tf.concat([m, wide])
// @ts-expect-error concat: cannot join [2, 3] with [3]: the ranks differ
tf.concat([m, [1, 2, 3]])
// @ts-expect-error concat: cannot join float32 with int32; convert one with tf.cast(x, 'float32')
tf.concat([m, ints])
// @ts-expect-error concat: axis 2 is out of range for [2, 3]
tf.concat([m, m], 2)
// @ts-expect-error concat: needs rank 1 or more, got []
tf.concat([1, 2])
// @ts-expect-error concat: needs at least one tensor
tf.concat([])
expectType<'concat: cannot join [2, 3] with [2, 5]: axis 1 is 3 vs 5'>(
  {} as Sentence<concatRule<[[2, 3], [2, 5]], 0>, 'concat'>,
)
expectType<'concat: cannot join [batch, 8] with [batch, 4, 2]: the ranks differ'>(
  {} as Sentence<concatRule<[['batch', 8], ['batch', 4, 2]], -1>, 'concat'>,
)

// 64 tensors are joined exactly; with one more, the size is unknown.
const eight = [m, m, m, m, m, m, m, m] as const
const all = [...eight, ...eight, ...eight, ...eight, ...eight, ...eight, ...eight, ...eight] as const
expectType<tf.Tensor<[128, 3]>>(tf.concat(all))
expectType<tf.Tensor<[number, 3]>>(tf.concat([...all, m]))

/** Ops can be called in generic functions. */
export function beside<B extends number>(x: tf.Tensor<[B, 3]>, y: tf.Tensor<[B, 4]>): tf.Tensor<[B, 7]> {
  return tf.concat([x, y], 1)
}
