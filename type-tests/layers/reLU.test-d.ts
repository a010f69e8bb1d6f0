import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const x: tf.SymbolicTensor<['batch', '2*seq', 10]>
declare const anyRank: tf.SymbolicTensor
declare const eager: tf.Tensor<[4, 10]>

expectType<tf.SymbolicTensor<['batch', '2*seq', 10]>>(tf.layers.reLU()(x))
expectType<tf.SymbolicTensor>(tf.layers.reLU({ maxValue: 6 })(anyRank))
expectType<tf.Tensor<[4, 10]>>(tf.layers.reLU({ maxValue: 6 })(eager))

// @ts-expect-error reLU: there is no option 'threshold'
tf.layers.reLU({ threshold: 1 })
