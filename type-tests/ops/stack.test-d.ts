import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { stackRule } from '../../src/ops/stack.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[2, 3]>
declare const wide: tf.Tensor<[2, 5]>
declare const ints: tf.Tensor<[2, 3], 'int32'>
declare const s: tf.SymbolicTensor<['batch', 8]>
declare const unknown: tf.Tensor
declare const list: tf.Tensor<[2, 3]>[]
declare const n: number
declare const anything: any

expectType<tf.Tensor<[3, 2, 3]>>(tf.stack([m, m, m]))
expectType<tf.Tensor<[2, 2, 3]>>(tf.stack([m, m], 1))
expectType<tf.Tensor<[2, 3, 2], 'int32'>>(tf.stack([ints, ints], -1))
expectType<tf.SymbolicTensor<['batch', 2, 8]>>(tf.stack([s, s], 1))
expectType<tf.Tensor<[2, number, 3]>>(tf.stack(list, 1))
expectType<tf.Tensor<[2]>>(tf.stack([1, 2]))
expectType<tf.Tensor<[number, number, number]>>(tf.stack([m, m], n))
expectType<tf.Tensor<number[]>>(tf.stack([unknown, unknown]))
tf.stack(anything)
tf.stack([m, anything])
// @ts-expect-error stack: cannot join [2, 3] with [2, 5]: axis 1 is 3 vs 5
tf.stack([m, wide])
// @ts-expect-error stack: cannot join float32 with int32; convert one with tf.cast(x, 'float32')
tf.stack([m, ints])
// @ts-expect-error stack: axis 3 is out of range for [2, 3]
tf.stack([m, m], 3)
// @ts-expect-error stack: needs at least one tensor
tf.stack([])
expectType<'stack: cannot join [2, 3] with [2, 5]: axis 1 is 3 vs 5'>(
  {} as Sentence<stackRule<[[2, 3], [2, 5]], 0>, 'stack'>,
)
expectType<'stack: axis 3 is out of range for [2, 3]'>({} as Sentence<stackRule<[[2, 3], [2, 3]], 3>, 'stack'>)

/** Ops can be called in generic functions. */
export function pair<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[2, B, F]> {
  return tf.stack([x, x])
}
