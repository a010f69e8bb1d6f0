import * as core from '@tensorflow/tfjs-core'
import { expectAssignable, expectNotAssignable } from 'tsd'
import type { Scalar, Tensor2D, Tensor3D, TensorLike } from '../src/aliases.js'
import * as tf from 'tupleflow'

declare const m: tf.Tensor<[2, 3]>
declare const ints: tf.Tensor<[2, 3], 'int32'>
declare const plain: core.Tensor2D
declare const matrix: Tensor2D

expectAssignable<Tensor2D>(m)
expectAssignable<Tensor2D>(ints)
expectAssignable<Tensor2D>(plain)
expectNotAssignable<Tensor3D>(m)
expectAssignable<core.Tensor2D>(matrix)
expectAssignable<Scalar>(tf.scalar(1))
expectAssignable<TensorLike>([1, 2])
core.matMul(matrix, m)
