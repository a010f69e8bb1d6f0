import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { apply } from '../../src/layers/rule.js'
import type { Sentence } from '../../src/shape/outcome.js'

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

const negative = tf.layers.zeroPadding2d({ padding: -1 })
// @ts-expect-error zeroPadding2d: the padding -1 on axis 1 is not an integer of at least 0
negative(image)
expectType<'zeroPadding2d: the padding -1 on axis 1 is not an integer of at least 0'>(
  {} as Sentence<apply<typeof negative.rule, ['batch', 28, 28, 3]>, 'zeroPadding2d'>,
)
// @ts-expect-error zeroPadding2d: needs rank 4, [batch, height, width, channels], got [batch, 10]
tf.layers.zeroPadding2d()(flat)
// @ts-expect-error zeroPadding2d: there is no option 'dataFormat'
tf.layers.zeroPadding2d({ dataFormat: 'channelsLast' })
// @ts-expect-error A word is no padding here.
tf.layers.zeroPadding2d({ padding: 'same' })

export function inGenericCode<B extends number>(x: tf.Tensor<[B, 8, 8, 2]>): tf.Tensor<[B, 10, 10, 2]> {
  return tf.layers.zeroPadding2d()(x)
}
