import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const image: tf.SymbolicTensor<['batch', 28, 29, 3]>
declare const named: tf.SymbolicTensor<['batch', '4*h', 'w', 3]>
declare const anyRank: tf.SymbolicTensor
declare const small: tf.SymbolicTensor<['batch', 2, 2, 3]>
declare const flat: tf.SymbolicTensor<['batch', 28, 28]>
declare const eager: tf.Tensor<[4, 28, 28, 3]>

expectType<tf.SymbolicTensor<['batch', 14, 14, 3]>>(tf.layers.averagePooling2d()(image))
expectType<tf.SymbolicTensor<['batch', 14, 14, 3]>>(tf.layers.averagePooling2d({ poolSize: 2 })(image))
expectType<tf.SymbolicTensor<['batch', 14, 15, 3]>>(tf.layers.averagePooling2d({ poolSize: 2, padding: 'same' })(image))
expectType<tf.SymbolicTensor<['batch', '2*h', '(w)//2', 3]>>(tf.layers.averagePooling2d()(named))
expectType<tf.SymbolicTensor<['batch', 26, 14, 3]>>(tf.layers.averagePooling2d({ poolSize: 3, strides: [1, 2] })(image))
expectType<tf.SymbolicTensor<number[]>>(tf.layers.averagePooling2d()(anyRank))
expectType<tf.Tensor<[4, 14, 14, 3]>>(tf.layers.averagePooling2d().apply(eager))

// @ts-expect-error averagePooling2d: a window of 5 does not fit into axis 1 of [batch, 2, 2, 3], which is 2
tf.layers.averagePooling2d({ poolSize: 5 })(small)
// @ts-expect-error averagePooling2d: needs rank 4, [batch, height, width, channels], got [batch, 28, 28]
tf.layers.averagePooling2d()(flat)
// @ts-expect-error averagePooling2d: 'causal' is not a known padding
tf.layers.averagePooling2d({ padding: 'causal' })
// @ts-expect-error averagePooling2d: there is no option 'size'
tf.layers.averagePooling2d({ size: 2 })
