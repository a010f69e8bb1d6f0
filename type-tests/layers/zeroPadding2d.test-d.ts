import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const image: tf.SymbolicTensor<['batch', '2*h', 28, 3]>
declare const anyRank: tf.SymbolicTensor
declare const flat: tf.SymbolicTensor<['batch', 10]>
declare const eager: tf.Tensor<[4, 28, 28, 3]>
declare const n: number

expectType<tf.SymbolicTensor<['batch', '2*h+2', 30, 3]>>(tf.layers.zeroPadding2d()(image))
expectType<tf.SymbolicTensor<['batch', '2*h+6', 34, 3]>>(tf.layers.zeroPadding2d({ padding: 3 })(image))
expectType<tf.SymbolicTensor<['batch', '2*h+2', 32, 3]>>(tf.layers.zeroPadding2d({ padding: [1, 2] })(image))
expectType<tf.Tensor<[4, 29, 33, 3]>>(tf.layers.zeroPadding2d({ padding: [[0, 1], [2, 3]] })(eager)) // prettier-ignore
expectType<tf.SymbolicTensor<['batch', number, number, 3]>>(tf.layers.zeroPadding2d({ padding: n })(image))
expectType<tf.SymbolicTensor<number[]>>(tf.layers.zeroPadding2d()(anyRank))

// @ts-expect-error zeroPadding2d: padding is an integer of at least 0, [height, width] or [[top, bottom], [left, right]], got -1
const negative = tf.layers.zeroPadding2d({ padding: -1 })
expectType<tf.SymbolicTensor<number[]>>(negative(image))
// @ts-expect-error zeroPadding2d: padding is an integer of at least 0, [height, width] or [[top, bottom], [left, right]], got [[1, 2], [0, -3]]
tf.layers.zeroPadding2d({ padding: [[1, 2], [0, -3]] }) // prettier-ignore
// @ts-expect-error zeroPadding2d: needs rank 4, [batch, height, width, channels], got [batch, 10]
tf.layers.zeroPadding2d()(flat)
// @ts-expect-error zeroPadding2d: there is no option 'dataFormat'
tf.layers.zeroPadding2d({ dataFormat: 'channelsLast' })
// @ts-expect-error zeroPadding2d: padding is an integer of at least 0, [height, width] or [[top, bottom], [left, right]], got 'same'
tf.layers.zeroPadding2d({ padding: 'same' })

export function inGenericCode<B extends number>(x: tf.Tensor<[B, 8, 8, 2]>): tf.Tensor<[B, 10, 10, 2]> {
  return tf.layers.zeroPadding2d()(x)
}
