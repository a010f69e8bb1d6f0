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

expectType<tf.Tensor<[2, 3]>>(tf.ones([2, 3]))
expectType<tf.Tensor<[]>>(tf.ones([]))
expectType<tf.Tensor<[0, 3]>>(tf.ones([0, 3]))
expectType<tf.Tensor<[2, 3]>>(tf.ones([2, 3] as const))
expectType<tf.Tensor<[2], 'int32'>>(tf.ones([2], 'int32'))
expectType<tf.Tensor<[2], 'bool'>>(tf.ones([2], 'bool'))
expectType<tf.Tensor<[2], 'float32' | 'int32'>>(tf.ones([2], either))
expectType<tf.Tensor<[2], tf.DType>>(tf.ones([2], dtype))
expectType<tf.Tensor<[number, 3]>>(tf.ones([n, 3]))
expectType<tf.Tensor<number[]>>(tf.ones(sizes))
expectType<tf.Tensor<[any, 3]>>(tf.ones([anything, 3]))
// @ts-expect-error The context does not choose the dtype.
export const wrong: tf.Tensor<[2], 'int32'> = tf.ones([2])

// @ts-expect-error ones: -1 is not a size
expectType<tf.Tensor<[2, -1]>>(tf.ones([2, -1]))
// @ts-expect-error ones: 1.5 is not a size
tf.ones([1.5])
// @ts-expect-error ones: -2 is not a size
tf.ones([n, -2, -3])
// @ts-expect-error ones: needs numbers, got a string tensor
tf.ones([2], 'string')
// @ts-expect-error ones: needs numbers, got a complex64 tensor
tf.ones([2], 'complex64')
// @ts-expect-error Eager tensors have no names as sizes.
tf.ones(['batch', 2])
expectType<'ones: -1 is not a size'>({} as Sentence<sizesRule<[2, -1]>, 'ones'>)
expectType<'ones: 1.5 is not a size'>({} as Sentence<sizesRule<[1.5]>, 'ones'>)
expectType<'ones: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'ones'>)

export function inGenericCode<B extends number>(size: B): tf.Tensor {
  return tf.ones([size, 3])
}
