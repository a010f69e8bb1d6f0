import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const image: tf.SymbolicTensor<['batch', 28, 28, 3]>
declare const named: tf.SymbolicTensor<['batch', '16*h', 'w', 3]>
declare const open: tf.SymbolicTensor<['batch', number, 28, 3]>
declare const anyRank: tf.SymbolicTensor
declare const small: tf.SymbolicTensor<['batch', 2, 2, 3]>
declare const flat: tf.SymbolicTensor<['batch', 28, 28]>
declare const eager: tf.Tensor<[4, 28, 28, 3]>

const conv = tf.layers.conv2d({ filters: 8, kernelSize: 3 })
expectType<tf.SymbolicTensor<['batch', 26, 26, 8]>>(conv(image))
expectType<tf.SymbolicTensor<['batch', 26, 26, 8]>>(conv.apply(image))
expectType<tf.SymbolicTensor<['batch', '16*h-2', 'w-2', 8]>>(conv(named))
expectType<tf.SymbolicTensor<['batch', number, 26, 8]>>(conv(open))
expectType<tf.SymbolicTensor<number[]>>(conv(anyRank))
expectType<tf.Tensor<[4, 26, 26, 8]>>(conv(eager))

const half = tf.layers.conv2d({ filters: 4, kernelSize: [3, 5], strides: 2, padding: 'same', activation: 'relu' })
expectType<tf.SymbolicTensor<['batch', 14, 14, 4]>>(half(image))
expectType<tf.SymbolicTensor<['batch', '8*h', '(w+1)//2', 4]>>(half(named))
const wide = tf.layers.conv2d({ filters: 4, kernelSize: [3, 2], dilationRate: [1, 2], strides: [2, 1] })
expectType<tf.SymbolicTensor<['batch', 13, 26, 4]>>(wide(image))

// @ts-expect-error conv2d: a window of 3 does not fit into axis 1 of [batch, 2, 2, 3], which is 2
conv(small)
// Of three axes, the op would take the batch for the height.
// @ts-expect-error conv2d: needs rank 4, [batch, height, width, channels], got [batch, 28, 28]
conv(flat)
const first = tf.layers.conv2d({ filters: 8, kernelSize: 3, inputShape: [28, 28, 1] })
// @ts-expect-error conv2d: expects [batch, 28, 28, 1], got [batch, 28, 28, 3]: axis 3 is 1 vs 3
first(image)

// @ts-expect-error conv2d: filters is an integer of at least 1, got 0
tf.layers.conv2d({ filters: 0, kernelSize: 3 })
// @ts-expect-error conv2d: 'full' is not a known padding
tf.layers.conv2d({ filters: 1, kernelSize: 3, padding: 'full' })
// @ts-expect-error conv2d: 'Relu' is not a known activation
tf.layers.conv2d({ filters: 1, kernelSize: 3, activation: 'Relu' })
// @ts-expect-error conv2d: there is no option 'dataFormat'
tf.layers.conv2d({ filters: 1, kernelSize: 3, dataFormat: 'channelsLast' })

export function inGenericCode<B extends number>(x: tf.Tensor<[B, 8, 8, 1]>): tf.Tensor<[B, 6, 6, 2]> {
  return tf.layers.conv2d({ filters: 2, kernelSize: 3 })(x)
}
