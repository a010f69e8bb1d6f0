import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { avgPoolRule } from '../../src/ops/avgPool.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.Tensor<[2, 9, 8, 3]>
declare const one: tf.Tensor<[9, 8, 3]>
declare const s: tf.SymbolicTensor<['batch', '16*h', 'w', 3]>
declare const ints: tf.Tensor<[2, 9, 8, 3], 'int32'>
declare const flat: tf.Tensor<[2, 3]>
declare const unknown: tf.Tensor
declare const n: number
declare const anything: any

expectType<tf.Tensor<[2, 4, 4, 3]>>(tf.avgPool(x, 2, 2, 'valid'))
expectType<tf.Tensor<[4, 4, 3]>>(tf.avgPool(one, 2, 2, 'valid'))
expectType<tf.Tensor<[2, 5, 8, 3]>>(tf.avgPool(x, [3, 2], [2, 1], 'same'))
expectType<tf.Tensor<[2, 9, 9, 3]>>(tf.avgPool(x, [3, 2], 1, 1))
expectType<tf.SymbolicTensor<['batch', '8*h', '(w+1)//2', 3]>>(tf.avgPool(s, 2, 2, 'same'))
expectType<tf.SymbolicTensor<['batch', '16*h', 'w', 3]>>(tf.avgPool(s, 2, 1, [[0, 0], [1, 0], [0, 1], [0, 0]])) // prettier-ignore
expectType<tf.Tensor<[1, 1, 1]>>(tf.avgPool([[[1], [2]], [[3], [4]]], 2, 1, 'valid')) // prettier-ignore
expectType<tf.Tensor<[2, number, number, 3]>>(tf.avgPool(x, n, 2, 'valid'))
expectType<tf.Tensor<[2, number, number, 3]>>(tf.avgPool(x, 2, n, 'same'))
expectType<tf.Tensor<[2, number, number, 3]>>(tf.avgPool(x, 2, 2, anything))
expectType<tf.Tensor<[2, number, number, 3]>>(tf.avgPool(x, 2, 2, 'same' as 'same' | 'valid'))
expectType<tf.Tensor<number[]>>(tf.avgPool(unknown, 2, 2, 'same'))
tf.avgPool(anything, 2, 2, 'same')
// @ts-expect-error avgPool: a window of 10 does not fit into axis 1 of [2, 9, 8, 3], which is 9
tf.avgPool(x, 10, 2, 'valid')
// @ts-expect-error avgPool: the padding 2 is not smaller than the window 2: a window would see padding only
tf.avgPool(x, 2, 2, 2)
// @ts-expect-error avgPool: the padding is an integer of at least 0, got -1
tf.avgPool(x, 2, 2, -1)
// @ts-expect-error avgPool: the stride is an integer of at least 1, got 0
tf.avgPool(x, 2, 0, 'valid')
// @ts-expect-error avgPool: the window is an integer of at least 1, got 2.5
tf.avgPool(x, 2.5, 1, 'valid')
// @ts-expect-error avgPool: the window is one number, or one for height and one for width, got [2]
tf.avgPool(x, [2], 1, 'valid')
// @ts-expect-error avgPool: the stride is one number, or one for height and one for width, got [2, 2, 2]
tf.avgPool(x, 2, [2, 2, 2], 'valid')
// @ts-expect-error avgPool: the padding is 'valid', 'same', a number or [[0, 0], [top, bottom], [left, right], [0, 0]], got [[2, 3, 4], [5, 6]]
tf.avgPool(x, 2, 1, [[2, 3, 4], [5, 6]]) // prettier-ignore
// @ts-expect-error avgPool: needs rank 4, [batch, height, width, channels], got [2, 3]
tf.avgPool(flat, 2, 2, 'valid')
// @ts-expect-error avgPool: needs float32, got int32; convert it with tf.cast(x, 'float32')
tf.avgPool(ints, 2, 2, 'valid')
expectType<'avgPool: the padding 2 is not smaller than the window 2: a window would see padding only'>(
  {} as Sentence<avgPoolRule<[2, 9, 8, 3], 2, 2, 2>, 'avgPool'>,
)

/** Ops can be called in generic functions. */
export function half<B extends number, C extends number>(x: tf.Tensor<[B, 28, 28, C]>): tf.Tensor {
  return tf.avgPool(x, 2, 2, 'valid')
}
