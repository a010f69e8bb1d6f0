import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { conv2dRule } from '../../src/ops/conv2d.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.Tensor<[2, 9, 8, 3]>
declare const one: tf.Tensor<[9, 8, 3]>
declare const f: tf.Tensor<[3, 3, 3, 4]>
declare const tall: tf.Tensor<[3, 2, 3, 4]>
declare const gray: tf.Tensor<[3, 3, 1, 4]>
declare const s: tf.SymbolicTensor<['batch', '16*h', 'w', 3]>
declare const ints: tf.Tensor<[2, 9, 8, 3], 'int32'>
declare const flat: tf.Tensor<[2, 3]>
declare const unknown: tf.Tensor
declare const n: number
declare const anything: any

expectType<tf.Tensor<[2, 7, 6, 4]>>(tf.conv2d(x, f, 1, 'valid'))
expectType<tf.Tensor<[7, 6, 4]>>(tf.conv2d(one, f, 1, 'valid'))
expectType<tf.Tensor<[2, 9, 8, 4]>>(tf.conv2d(x, f, 1, 'same'))
expectType<tf.Tensor<[2, 5, 8, 4]>>(tf.conv2d(x, f, [2, 1], 'same'))
expectType<tf.Tensor<[2, 5, 5, 4]>>(tf.conv2d(x, tall, 2, 1))
expectType<tf.Tensor<[2, 9, 8, 4]>>(tf.conv2d(x, tall, 1, [[0, 0], [1, 1], [0, 1], [0, 0]])) // prettier-ignore
expectType<tf.Tensor<[2, 5, 4, 4]>>(tf.conv2d(x, f, 1, 'valid', 'NHWC', 2))
expectType<tf.SymbolicTensor<['batch', '8*h', '(w+1)//2', 4]>>(tf.conv2d(s, f, 2, 'same'))
expectType<tf.SymbolicTensor<['batch', '16*h-2', 'w-2', 4]>>(tf.conv2d(s, f, 1, 'valid'))
expectType<tf.Tensor<[2, number, number, 4]>>(tf.conv2d(x, f, n, 'same'))
expectType<tf.Tensor<[2, number, number, 4]>>(tf.conv2d(x, f, 2 as 1 | 2, 'same'))
expectType<tf.Tensor<[2, number, number, 4]>>(tf.conv2d(x, f, 1, anything))
expectType<tf.Tensor<number[]>>(tf.conv2d(x, unknown, 1, 'same'))
tf.conv2d(anything, f, 1, 'same')
tf.conv2d(x, anything, 1, 'same')
// @ts-expect-error conv2d: the channels differ: 3 in the input [2, 9, 8, 3], 1 in the filter [3, 3, 1, 4]
tf.conv2d(x, gray, 1, 'same')
// @ts-expect-error conv2d: a window of 11 does not fit into axis 1 of [2, 9, 8, 3], which is 9
tf.conv2d(x, f, 1, 'valid', 'NHWC', 5)
// @ts-expect-error conv2d: needs a filter of rank 4, [height, width, channels in, channels out], got [2, 3]
tf.conv2d(x, flat, 1, 'same')
// @ts-expect-error conv2d: needs rank 4, [batch, height, width, channels], got [2, 3]
tf.conv2d(flat, f, 1, 'same')
// @ts-expect-error conv2d: the stride is an integer of at least 1, got 0
tf.conv2d(x, f, 0, 'same')
// @ts-expect-error conv2d: the padding is 'valid', 'same', a number or [[0, 0], [top, bottom], [left, right], [0, 0]], got 'SAME'
tf.conv2d(x, f, 1, 'SAME')
// @ts-expect-error conv2d: the padding is an integer of at least 0, got -1
tf.conv2d(x, f, 1, -1)
// @ts-expect-error conv2d: the stride is one number, or one for height and one for width, got [2]
tf.conv2d(x, f, [2], 'same')
// @ts-expect-error conv2d: the stride is one number, or one for height and one for width, got [2, 2, 2]
tf.conv2d(x, f, [2, 2, 2], 'same')
// @ts-expect-error conv2d: the stride is an integer of at least 1, got 1.5
tf.conv2d(x, f, [1, 1.5], 'same')
// @ts-expect-error conv2d: the dilation is one number, or one for height and one for width, got [1]
tf.conv2d(x, f, 1, 'same', 'NHWC', [1])
// @ts-expect-error conv2d: the padding is 'valid', 'same', a number or [[0, 0], [top, bottom], [left, right], [0, 0]], got [[2, 3, 4], [5, 6]]
tf.conv2d(x, f, 1, [[2, 3, 4], [5, 6]]) // prettier-ignore
// @ts-expect-error conv2d: needs float32, got int32; convert it with tf.cast(x, 'float32')
tf.conv2d(ints, f, 1, 'same')
expectType<'conv2d: the channels differ: 3 in the input [2, 9, 8, 3], 1 in the filter [3, 3, 1, 4]'>(
  {} as Sentence<conv2dRule<[2, 9, 8, 3], [3, 3, 1, 4]>, 'conv2d'>,
)
expectType<'conv2d: the padding is an integer of at least 0, got -1'>(
  {} as Sentence<conv2dRule<[2, 9, 8, 3], [3, 3, 3, 4], 1, -1>, 'conv2d'>,
)

/** Ops can be called in generic functions. */
export function block<B extends number, O extends number>(
  images: tf.Tensor<[B, 28, 28, 3]>,
  filter: tf.Tensor<[3, 3, 3, O]>,
): tf.Tensor<[B, 14, 14, O]> {
  return tf.conv2d(images, filter, 2, 'same')
}
