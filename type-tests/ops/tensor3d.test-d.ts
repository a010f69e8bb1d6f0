import { expectType } from 'tsd'
import * as tf from 'tupleflow'

expectType<tf.Tensor<[1, 1, 2]>>(tf.tensor3d([[[1, 2]]]))
expectType<tf.Tensor<[1, 2, 3]>>(tf.tensor3d([1, 2, 3, 4, 5, 6], [1, 2, 3]))
// @ts-expect-error tensor3d: needs rank 3, got [1, 2]
tf.tensor3d([[1, 2]])
