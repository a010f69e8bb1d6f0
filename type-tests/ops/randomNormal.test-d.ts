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

expectType<tf.Tensor<[2, 3]>>(tf.randomNormal([2, 3]))
expectType<tf.Tensor<[]>>(tf.randomNormal([]))
expectType<tf.Tensor<[0, 3]>>(tf.randomNormal([0, 3]))
expectType<tf.Tensor<[2, 3]>>(tf.randomNormal([2, 3] as const))
expectType<tf.Tensor<[2], 'int32'>>(tf.randomNormal([2], 0, 1, 'int32'))
expectType<tf.Tensor<[2], 'bool'>>(tf.randomNormal([2], 0, 1, 'bool'))
expectType<tf.Tensor<[2], 'float32' | 'int32'>>(tf.randomNormal([2], 0, 1, either))
expectType<tf.Tensor<[2], tf.DType>>(tf.randomNormal([2], 0, 1, dtype))
expectType<tf.Tensor<[number, 3]>>(tf.randomNormal([n, 3]))
expectType<tf.Tensor<number[]>>(tf.randomNormal(sizes))
expectType<tf.Tensor<[any, 3]>>(tf.randomNormal([anything, 3]))
expectType<tf.Tensor<[2], 'int32'>>(tf.randomNormal([2], -1, 2, 'int32', 42))
// @ts-expect-error The context does not choose the dtype.
export const wrong: tf.Tensor<[2], 'int32'> = tf.randomNormal([2])

// @ts-expect-error randomNormal: -1 is not a size
expectType<tf.Tensor<[2, -1]>>(tf.randomNormal([2, -1]))
// @ts-expect-error randomNormal: 1.5 is not a size
tf.randomNormal([1.5])
// @ts-expect-error randomNormal: -2 is not a size
tf.randomNormal([n, -2, -3])
// @ts-expect-error randomNormal: needs numbers, got a string tensor
tf.randomNormal([2], 0, 1, 'string')
// @ts-expect-error randomNormal: needs numbers, got a complex64 tensor
tf.randomNormal([2], 0, 1, 'complex64')
// @ts-expect-error Eager tensors have no names as sizes.
tf.randomNormal(['batch', 2])
expectType<'randomNormal: -1 is not a size'>({} as Sentence<sizesRule<[2, -1]>, 'randomNormal'>)
expectType<'randomNormal: 1.5 is not a size'>({} as Sentence<sizesRule<[1.5]>, 'randomNormal'>)
expectType<'randomNormal: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'randomNormal'>)

export function inGenericCode<B extends number>(size: B): tf.Tensor {
  return tf.randomNormal([size, 3])
}
