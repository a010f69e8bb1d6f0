import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { sizesRule } from '../../src/ops/common/creation.js'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const n: number
declare const sizes: number[]
declare const dtype: tf.DType
declare const either: 'float32' | 'int32'
declare const anything: any

expectType<tf.Tensor<[2, 3]>>(tf.zeros([2, 3]))
expectType<tf.Tensor<[]>>(tf.zeros([]))
expectType<tf.Tensor<[0, 3]>>(tf.zeros([0, 3]))
expectType<tf.Tensor<[2, 3]>>(tf.zeros([2, 3] as const))
expectType<tf.Tensor<[2], 'int32'>>(tf.zeros([2], 'int32'))
expectType<tf.Tensor<[2], 'bool'>>(tf.zeros([2], 'bool'))
expectType<tf.Tensor<[2], 'float32' | 'int32'>>(tf.zeros([2], either))
expectType<tf.Tensor<[2], tf.DType>>(tf.zeros([2], dtype))
expectType<tf.Tensor<[number, 3]>>(tf.zeros([n, 3]))
expectType<tf.Tensor<number[]>>(tf.zeros(sizes))
expectType<tf.Tensor<[any, 3]>>(tf.zeros([anything, 3]))
// @ts-expect-error The context does not choose the dtype.
export const wrong: tf.Tensor<[2], 'int32'> = tf.zeros([2])

// @ts-expect-error zeros: -1 is not a size
expectType<tf.Tensor<[2, -1]>>(tf.zeros([2, -1]))
// @ts-expect-error zeros: 1.5 is not a size
tf.zeros([1.5])
// @ts-expect-error zeros: -2 is not a size
tf.zeros([n, -2, -3])
// @ts-expect-error zeros: needs numbers, got a string tensor
tf.zeros([2], 'string')
// @ts-expect-error zeros: needs numbers, got a complex64 tensor
tf.zeros([2], 'complex64')
// @ts-expect-error Eager tensors have no names as sizes.
tf.zeros(['batch', 2])
expectType<'zeros: -1 is not a size'>({} as Sentence<sizesRule<[2, -1]>, 'zeros'>)
expectType<'zeros: 1.5 is not a size'>({} as Sentence<sizesRule<[1.5]>, 'zeros'>)
expectType<'zeros: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'zeros'>)

export function inGenericCode<B extends number>(size: B): tf.Tensor {
  return tf.zeros([size, 3])
}
