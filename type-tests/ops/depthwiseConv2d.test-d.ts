import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { depthwiseConv2dRule } from '../../src/ops/depthwiseConv2d.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.Tensor<[2, 9, 8, 3]>
declare const one: tf.Tensor<[9, 8, 3]>
declare const f: tf.Tensor<[3, 3, 3, 1]>
declare const double: tf.Tensor<[3, 2, 3, 2]>
declare const gray: tf.Tensor<[3, 3, 1, 4]>
declare const s: tf.SymbolicTensor<['batch', '16*h', 'w', 3]>
declare const channels: tf.SymbolicTensor<['batch', 9, 8, 'c']>
declare const perChannel: tf.SymbolicTensor<[3, 3, 'c', 4]>
declare const ints: tf.Tensor<[2, 9, 8, 3], 'int32'>
declare const flat: tf.Tensor<[2, 3]>
declare const unknown: tf.Tensor
declare const n: number
declare const anything: any

expectType<tf.Tensor<[2, 7, 6, 3]>>(tf.depthwiseConv2d(x, f, 1, 'valid'))
expectType<tf.Tensor<[7, 6, 3]>>(tf.depthwiseConv2d(one, f, 1, 'valid'))
expectType<tf.Tensor<[2, 9, 8, 6]>>(tf.depthwiseConv2d(x, double, 1, 'same'))
expectType<tf.Tensor<[2, 5, 8, 3]>>(tf.depthwiseConv2d(x, f, [2, 1], 'same'))
expectType<tf.Tensor<[2, 5, 5, 6]>>(tf.depthwiseConv2d(x, double, 2, 1))
expectType<tf.Tensor<[2, 9, 8, 6]>>(tf.depthwiseConv2d(x, double, 1, [[0, 0], [1, 1], [0, 1], [0, 0]])) // prettier-ignore
expectType<tf.Tensor<[2, 3, 2, 3]>>(tf.depthwiseConv2d(x, f, 2, 'valid', 'NHWC', 2))
expectType<tf.SymbolicTensor<['batch', '8*h', '(w+1)//2', 6]>>(tf.depthwiseConv2d(s, double, 2, 'same'))
expectType<tf.SymbolicTensor<['batch', 7, 6, '4*c']>>(tf.depthwiseConv2d(channels, perChannel, 1, 'valid'))
expectType<tf.Tensor<[2, number, number, 3]>>(tf.depthwiseConv2d(x, f, n, 'same'))
expectType<tf.Tensor<[2, number, number, 3]>>(tf.depthwiseConv2d(x, f, 1, anything))
expectType<tf.Tensor<number[]>>(tf.depthwiseConv2d(x, unknown, 1, 'same'))
tf.depthwiseConv2d(anything, f, 1, 'same')
tf.depthwiseConv2d(x, anything, 1, 'same')
// @ts-expect-error depthwiseConv2d: the channels differ: 3 in the input [2, 9, 8, 3], 1 in the filter [3, 3, 1, 4]
tf.depthwiseConv2d(x, gray, 1, 'same')
// @ts-expect-error depthwiseConv2d: a window of 11 does not fit into axis 1 of [2, 9, 8, 3], which is 9
tf.depthwiseConv2d(x, f, 1, 'valid', 'NHWC', 5)
// @ts-expect-error depthwiseConv2d: needs a filter of rank 4, [height, width, channels in, multiplier], got [2, 3]
tf.depthwiseConv2d(x, flat, 1, 'same')
// @ts-expect-error depthwiseConv2d: needs rank 4, [batch, height, width, channels], got [2, 3]
tf.depthwiseConv2d(flat, f, 1, 'same')
// @ts-expect-error depthwiseConv2d: the stride is an integer of at least 1, got 0
tf.depthwiseConv2d(x, f, 0, 'same')
// @ts-expect-error depthwiseConv2d: the padding is an integer of at least 0, got -1
tf.depthwiseConv2d(x, f, 1, -1)
// @ts-expect-error depthwiseConv2d: the stride is one number, or one for height and one for width, got [2]
tf.depthwiseConv2d(x, f, [2], 'same')
// @ts-expect-error depthwiseConv2d: the stride is one number, or one for height and one for width, got [2, 2, 2]
tf.depthwiseConv2d(x, f, [2, 2, 2], 'same')
// @ts-expect-error depthwiseConv2d: the stride is an integer of at least 1, got 1.5
tf.depthwiseConv2d(x, f, [1, 1.5], 'same')
// @ts-expect-error depthwiseConv2d: the dilation is one number, or one for height and one for width, got [1]
tf.depthwiseConv2d(x, f, 1, 'same', 'NHWC', [1])
// @ts-expect-error depthwiseConv2d: the padding is 'valid', 'same', a number or [[0, 0], [top, bottom], [left, right], [0, 0]], got [[2, 3, 4], [5, 6]]
tf.depthwiseConv2d(x, f, 1, [[2, 3, 4], [5, 6]]) // prettier-ignore
// @ts-expect-error depthwiseConv2d: needs float32, got int32; convert it with tf.cast(x, 'float32')
tf.depthwiseConv2d(ints, f, 1, 'same')
expectType<'depthwiseConv2d: the channels differ: 3 in the input [2, 9, 8, 3], 1 in the filter [3, 3, 1, 4]'>(
  {} as Sentence<depthwiseConv2dRule<[2, 9, 8, 3], [3, 3, 1, 4]>, 'depthwiseConv2d'>,
)
expectType<'depthwiseConv2d: needs a filter of rank 4, [height, width, channels in, multiplier], got [2, 3]'>(
  {} as Sentence<depthwiseConv2dRule<[2, 9, 8, 3], [2, 3]>, 'depthwiseConv2d'>,
)
expectType<'depthwiseConv2d: the padding is an integer of at least 0, got -1'>(
  {} as Sentence<depthwiseConv2dRule<[2, 9, 8, 3], [3, 3, 3, 4], 1, -1>, 'depthwiseConv2d'>,
)

/** Ops can be called in generic functions. */
export function block<B extends number>(
  images: tf.Tensor<[B, 28, 28, 3]>,
  filter: tf.Tensor<[3, 3, 3, 2]>,
): tf.Tensor<[B, 14, 14, 6]> {
  return tf.depthwiseConv2d(images, filter, 2, 'same')
}
