import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { rankedRule } from '../../src/ops/common/values.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const list: number[]

expectType<tf.Tensor<[3]>>(tf.tensor1d([1, 2, 3]))
expectType<tf.Tensor<[3], 'int32'>>(tf.tensor1d([1, 2, 3], 'int32'))
expectType<tf.Tensor<[number]>>(tf.tensor1d(list))
expectType<tf.Tensor<[number], 'int32'>>(tf.tensor1d(new Int32Array(2)))
// @ts-expect-error tensor1d: needs rank 1, got [1, 2]
tf.tensor1d([[1, 2]])
// @ts-expect-error tensor1d: needs rank 1, got []
tf.tensor1d(1)
expectType<'tensor1d: needs rank 1, got [1, 2]'>({} as Sentence<rankedRule<[[1, 2]], null, 1>, 'tensor1d'>)
