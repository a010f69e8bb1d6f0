import { expectType } from 'tsd'
import * as tf from 'tupleflow'

// Past 8 axes a shape is unknown, and is checked when run: no op may say that an axis is out of range there.

declare const eight: tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8]>
declare const nine: tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8, 9]>

expectType<tf.Tensor<[1, 2, 3, 4, 5, 6, 7]>>(tf.sum(eight, -1))
expectType<tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8, 1]>>(tf.expandDims(eight, -1))
expectType<tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8, 2]>>(tf.stack([eight, eight], -1))
// @ts-expect-error sum: axis 8 is out of range for [1, 2, 3, 4, 5, 6, 7, 8]
tf.sum(eight, 8)

expectType<tf.Tensor<number[]>>(tf.add(nine, nine))
expectType<tf.Tensor<number[]>>(tf.sum(nine, -1))
expectType<tf.Tensor<number[]>>(tf.logSumExp(nine, -1))
expectType<tf.Tensor<number[], 'int32'>>(tf.argMax(nine, -1))
expectType<tf.Tensor<number[]>>(tf.softmax(nine))
expectType<tf.Tensor<number[]>>(tf.cumsum(nine, -1))
expectType<tf.Tensor<number[]>>(tf.reverse(nine, -1))
expectType<tf.Tensor<number[]>>(tf.transpose(nine))
expectType<tf.Tensor<number[]>>(tf.expandDims(nine, -1))
expectType<tf.Tensor<number[]>>(tf.squeeze(nine, 0))
expectType<tf.Tensor<number[]>>(tf.concat([nine, nine], -1))
expectType<tf.Tensor<number[]>>(tf.stack([nine, nine], -1))
expectType<tf.Tensor<number[]>[]>(tf.split(nine, 3, -1))
expectType<tf.Tensor<number[]>[]>(tf.unstack(nine, -1))
expectType<tf.Tensor<number[]>>(tf.gather(nine, [1], -1))
expectType<tf.Tensor<number[]>>(tf.pad(nine, [[1, 1]]))
expectType<tf.Tensor<number[]>>(tf.slice(nine, [0]))
expectType<tf.Tensor<number[]>>(tf.tile(nine, [1]))
expectType<tf.Tensor<number[]>>(tf.matMul(nine, nine))

// Past 4,096 elements of a nested literal the sizes are unknown.

type Times<N extends number, T, Done extends T[] = []> = Done['length'] extends N ? Done : Times<N, T, [...Done, T]>
type Row = Times<64, number>

expectType<tf.Tensor<[64, 64]>>(tf.tensor(null! as Times<64, Row>))
expectType<tf.Tensor<[number, number]>>(tf.tensor(null! as Times<65, Row>))
