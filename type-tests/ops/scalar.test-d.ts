import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const flag: boolean

expectType<tf.Tensor<[]>>(tf.scalar(0.1))
expectType<tf.Tensor<[], 'bool'>>(tf.scalar(flag))
expectType<tf.Tensor<[], 'string'>>(tf.scalar('a'))
expectType<tf.Tensor<[], 'int32'>>(tf.scalar(3, 'int32'))
// @ts-expect-error scalar: cannot make float32 of string
tf.scalar('a', 'float32')
