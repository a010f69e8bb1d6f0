import { expectType } from 'tsd'
import * as tf from 'tupleflow'

expectType<tf.Tensor<[1, 1, 1, 2]>>(tf.tensor4d([[[[1, 2]]]]))
expectType<tf.Tensor<[1, 2, 3, 1]>>(tf.tensor4d([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]))
// @ts-expect-error tensor4d: needs rank 4, got [1, 2]
tf.tensor4d([[1, 2]])
