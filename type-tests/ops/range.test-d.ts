import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { rangeRule } from '../../src/ops/range.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const n: number

expectType<tf.Tensor<[10]>>(tf.range(0, 10))
expectType<tf.Tensor<[4]>>(tf.range(0, 10, 3))
expectType<tf.Tensor<[5], 'int32'>>(tf.range(-2, 3, 1, 'int32'))
expectType<tf.Tensor<[5]>>(tf.range(5, 0))
expectType<tf.Tensor<[3]>>(tf.range(5, 0, -2))
expectType<tf.Tensor<[0]>>(tf.range(5, 0, 2))
expectType<tf.Tensor<[0]>>(tf.range(0, 5, -1))
expectType<tf.Tensor<[0]>>(tf.range(3, 3))
expectType<tf.Tensor<[number]>>(tf.range(0, 1, 0.25))
expectType<tf.Tensor<[number]>>(tf.range(0, n))
// @ts-expect-error range: the step must not be 0
tf.range(0, 10, 0)
// @ts-expect-error range: the dtype must be float32 or int32, got bool
tf.range(0, 10, 1, 'bool')
expectType<'range: the step must not be 0'>({} as Sentence<rangeRule<0, 10, 0>, 'range'>)
