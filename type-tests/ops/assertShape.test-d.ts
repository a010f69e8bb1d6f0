import type * as core from '@tensorflow/tfjs-core'
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const t: core.Tensor
declare const t2: core.Tensor2D
declare const x: tf.Tensor
declare const known: tf.Tensor<[4, 10], 'int32'>
declare const symbolic: tf.SymbolicTensor<['batch', 10]>

expectType<tf.Tensor<[number, 10], tf.DType>>(tf.assertShape(t, ['batch', 10]))
expectType<tf.Tensor<[number, 10], 'int32'>>(tf.assertShape(t, ['batch', 10], 'int32'))
expectType<tf.Tensor<[number, 10], 'float32'>>(tf.assertShape(t2, [null, 10], 'float32'))
expectType<tf.Tensor<[number, 10]>>(tf.assertShape(x, ['batch', 10]))
expectType<tf.Tensor<[4, 10], 'int32'>>(tf.assertShape(known, ['batch', 10]))
// @ts-expect-error assertShape: is [?, ?], expected [batch]: the rank is 2 vs 1
tf.assertShape(t2, ['batch'])
// @ts-expect-error assertShape: is [4, 10], expected [5, 10]: axis 0 is 4 vs 5
tf.assertShape(known, [5, 10])
// @ts-expect-error assertShape: needs float32, got int32; convert it with tf.cast(x, 'float32')
tf.assertShape(known, [4, 10], 'float32')
// @ts-expect-error a symbolic tensor has no values
tf.assertShape(symbolic, ['batch', 10])
