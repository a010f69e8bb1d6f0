import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const list: number[]
declare const rows: number[][]

expectType<tf.Tensor<[1, 2]>>(tf.tensor2d([[1, 2]]))
expectType<tf.Tensor<[2, 3], 'int32'>>(tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3], 'int32'))
expectType<tf.Tensor<[2, 3]>>(tf.tensor2d(list, [2, 3]))
expectType<tf.Tensor<[number, number]>>(tf.tensor2d(rows))
// @ts-expect-error tensor2d: needs rank 2, got [3]
tf.tensor2d([1, 2, 3])
// @ts-expect-error tensor2d: needs rank 2, got [3]
tf.tensor2d([1, 2, 3], [3])
// @ts-expect-error tensor2d: 6 values do not fill [2, 4]
tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 4])
// @ts-expect-error tensor2d: the rows have different lengths: 2 vs 1
tf.tensor2d([[1, 2], [3]])
