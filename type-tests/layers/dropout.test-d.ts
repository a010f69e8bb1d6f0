import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const x: tf.SymbolicTensor<['batch', '2*seq', 10]>
declare const anyRank: tf.SymbolicTensor
declare const eager: tf.Tensor<[4, 10]>

expectType<tf.SymbolicTensor<['batch', '2*seq', 10]>>(tf.layers.dropout({ rate: 0.5 })(x))
expectType<tf.SymbolicTensor>(tf.layers.dropout({ rate: 0.5, seed: 1 })(anyRank))
expectType<tf.Tensor<[4, 10]>>(tf.layers.dropout({ rate: 0.5 })(eager, { training: true }))

// @ts-expect-error dropout: there is no option 'noiseShape'
tf.layers.dropout({ rate: 0.5, noiseShape: [1] })
// @ts-expect-error dropout: rate is a number in [0, 1), got 1
tf.layers.dropout({ rate: 1 })
// @ts-expect-error dropout: rate is a number in [0, 1), got -0.5
tf.layers.dropout({ rate: -0.5 })
