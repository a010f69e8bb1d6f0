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

expectType<tf.Tensor<[2, 3]>>(tf.truncatedNormal([2, 3]))
expectType<tf.Tensor<[]>>(tf.truncatedNormal([]))
expectType<tf.Tensor<[0, 3]>>(tf.truncatedNormal([0, 3]))
expectType<tf.Tensor<[2, 3]>>(tf.truncatedNormal([2, 3] as const))
expectType<tf.Tensor<[2], 'int32'>>(tf.truncatedNormal([2], 0, 1, 'int32'))
expectType<tf.Tensor<[2], 'bool'>>(tf.truncatedNormal([2], 0, 1, 'bool'))
expectType<tf.Tensor<[2], 'float32' | 'int32'>>(tf.truncatedNormal([2], 0, 1, either))
expectType<tf.Tensor<[2], tf.DType>>(tf.truncatedNormal([2], 0, 1, dtype))
expectType<tf.Tensor<[number, 3]>>(tf.truncatedNormal([n, 3]))
expectType<tf.Tensor<number[]>>(tf.truncatedNormal(sizes))
expectType<tf.Tensor<[any, 3]>>(tf.truncatedNormal([anything, 3]))
expectType<tf.Tensor<[2], 'int32'>>(tf.truncatedNormal([2], -1, 2, 'int32', 42))
// @ts-expect-error The context does not choose the dtype.
export const wrong: tf.Tensor<[2], 'int32'> = tf.truncatedNormal([2])

// @ts-expect-error truncatedNormal: -1 is not a size
expectType<tf.Tensor<[2, -1]>>(tf.truncatedNormal([2, -1]))
// @ts-expect-error truncatedNormal: 1.5 is not a size
tf.truncatedNormal([1.5])
// @ts-expect-error truncatedNormal: -2 is not a size
tf.truncatedNormal([n, -2, -3])
// @ts-expect-error truncatedNormal: needs numbers, got a string tensor
tf.truncatedNormal([2], 0, 1, 'string')
// @ts-expect-error truncatedNormal: needs numbers, got a complex64 tensor
tf.truncatedNormal([2], 0, 1, 'complex64')
// @ts-expect-error Eager tensors have no names as sizes.
tf.truncatedNormal(['batch', 2])
expectType<'truncatedNormal: -1 is not a size'>({} as Sentence<sizesRule<[2, -1]>, 'truncatedNormal'>)
expectType<'truncatedNormal: 1.5 is not a size'>({} as Sentence<sizesRule<[1.5]>, 'truncatedNormal'>)
expectType<'truncatedNormal: needs numbers, got a string tensor'>(
  {} as Sentence<needsNumbers<'string'>, 'truncatedNormal'>,
)

export function inGenericCode<B extends number>(size: B): tf.Tensor {
  return tf.truncatedNormal([size, 3])
}
