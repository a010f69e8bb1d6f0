import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { sizesRule } from '../../src/ops/common/creation.js'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const n: number
declare const sizes: number[]
declare const dtype: tf.DType
declare const either: 'float32' | 'int32'
declare const truth: boolean
declare const anything: any

expectType<tf.Tensor<[2, 3]>>(tf.fill([2, 3], 7))
expectType<tf.Tensor<[]>>(tf.fill([], 7))
expectType<tf.Tensor<[0, 3]>>(tf.fill([0, 3], 7))
expectType<tf.Tensor<[2, 3]>>(tf.fill([2, 3] as const, 7))
expectType<tf.Tensor<[2], 'int32'>>(tf.fill([2], 7, 'int32'))
expectType<tf.Tensor<[2], 'bool'>>(tf.fill([2], 7, 'bool'))
expectType<tf.Tensor<[2], 'float32' | 'int32'>>(tf.fill([2], 7, either))
expectType<tf.Tensor<[2], tf.DType>>(tf.fill([2], 7, dtype))
expectType<tf.Tensor<[number, 3]>>(tf.fill([n, 3], 7))
expectType<tf.Tensor<number[]>>(tf.fill(sizes, 7))
expectType<tf.Tensor<[any, 3]>>(tf.fill([anything, 3], 7))
expectType<tf.Tensor<[2], 'bool'>>(tf.fill([2], true))
expectType<tf.Tensor<[2], 'int32'>>(tf.fill([2], false, 'int32'))
expectType<tf.Tensor<[2], 'bool'>>(tf.fill([2], truth))
expectType<tf.Tensor<[2]>>(tf.fill([2], n))
// @ts-expect-error The context does not choose the dtype.
export const wrong: tf.Tensor<[2], 'int32'> = tf.fill([2], 7)

// @ts-expect-error fill: -1 is not a size
expectType<tf.Tensor<[2, -1]>>(tf.fill([2, -1], 7))
// @ts-expect-error fill: 1.5 is not a size
tf.fill([1.5], 7)
// @ts-expect-error fill: -2 is not a size
tf.fill([n, -2, -3], 7)
// @ts-expect-error fill: needs numbers, got a string tensor
tf.fill([2], 7, 'string')
// @ts-expect-error fill: needs numbers, got a complex64 tensor
tf.fill([2], 7, 'complex64')
// @ts-expect-error Eager tensors have no names as sizes.
tf.fill(['batch', 2], 7)
expectType<'fill: -1 is not a size'>({} as Sentence<sizesRule<[2, -1]>, 'fill'>)
expectType<'fill: 1.5 is not a size'>({} as Sentence<sizesRule<[1.5]>, 'fill'>)
expectType<'fill: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'fill'>)

export function inGenericCode<B extends number>(size: B): tf.Tensor {
  return tf.fill([size, 3], 7)
}
