import { expectType } from 'tsd'
import * as tf from 'tupleflow'

// Shapes of up to 12 axes are known. Past that, no op may say that an axis is out of range.

declare const nine: tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8, 9]>
declare const twelve: tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]>
declare const thirteen: tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]>

expectType<tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8]>>(tf.sum(nine, -1))
expectType<tf.Tensor<[9, 8, 7, 6, 5, 4, 3, 2, 1]>>(tf.transpose(nine))
expectType<tf.Tensor<[2, 4, 6, 8, 10, 12, 14, 16, 18]>>(tf.tile(nine, [2, 2, 2, 2, 2, 2, 2, 2, 2]))
expectType<tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]>>(tf.sum(twelve, -1))
expectType<tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1]>>(tf.expandDims(twelve, -1))
expectType<tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 2]>>(tf.stack([twelve, twelve], -1))
// @ts-expect-error sum: axis 12 is out of range for [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
tf.sum(twelve, 12)

expectType<tf.Tensor<[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]>>(tf.add(thirteen, thirteen))
expectType<tf.Tensor<number[]>>(tf.sum(thirteen, -14 as number))
expectType<tf.Tensor<number[]>>(tf.sum(thirteen, 0))
expectType<tf.Tensor<number[]>>(tf.transpose(thirteen))
expectType<tf.Tensor<number[]>>(tf.concat([thirteen, thirteen], -1))
expectType<tf.Tensor<number[]>[]>(tf.split(thirteen, 13, -1))
expectType<tf.Tensor<number[]>>(tf.pad(thirteen, [[1, 1]]))
expectType<tf.Tensor<number[]>>(tf.slice(thirteen, [0]))
expectType<tf.Tensor<number[]>>(tf.tile(thirteen, [1]))

// Past 4,096 elements of a nested literal the sizes are unknown.

type Times<N extends number, T, Done extends T[] = []> = Done['length'] extends N ? Done : Times<N, T, [...Done, T]>
type Row = Times<64, number>

expectType<tf.Tensor<[64, 64]>>(tf.tensor(null! as Times<64, Row>))
expectType<tf.Tensor<[number, number]>>(tf.tensor(null! as Times<65, Row>))
