import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { sizesRule } from '../../src/ops/common/creation.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const n: number

expectType<tf.Tensor<[3, 3]>>(tf.eye(3))
expectType<tf.Tensor<[3, 4]>>(tf.eye(3, 4))
expectType<tf.Tensor<[2, 3, 4]>>(tf.eye(3, 4, [2]))
expectType<tf.Tensor<[5, 2, 3, 3], 'int32'>>(tf.eye(3, null, [5, 2], 'int32'))
expectType<tf.Tensor<[number, number]>>(tf.eye(n))
// @ts-expect-error eye: -1 is not a size
tf.eye(-1)
// @ts-expect-error eye: 1.5 is not a size
tf.eye(2, 1.5)
// @ts-expect-error eye: -2 is not a size
tf.eye(2, 2, [-2])
// @ts-expect-error eye: needs numbers, got a string tensor
tf.eye(2, 2, [], 'string')
expectType<'eye: -1 is not a size'>({} as Sentence<sizesRule<[-1]>, 'eye'>)
