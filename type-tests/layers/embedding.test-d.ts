import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const ids: tf.SymbolicTensor<['batch', 12], 'int32'>
declare const text: tf.SymbolicTensor<['batch', 'seq'], 'int32'>
declare const anyRank: tf.SymbolicTensor
declare const eager: tf.Tensor<[4], 'int32'>

const words = tf.layers.embedding({ inputDim: 1000, outputDim: 16 })
expectType<tf.SymbolicTensor<['batch', 12, 16]>>(words(ids))
expectType<tf.SymbolicTensor<['batch', 'seq', 16]>>(words.apply(text))
expectType<tf.SymbolicTensor<number[]>>(words(anyRank))
expectType<tf.Tensor<[4, 16]>>(words(eager))

// @ts-expect-error embedding: inputDim is an integer of at least 1, got 1.5
tf.layers.embedding({ inputDim: 1.5, outputDim: 2 })
// @ts-expect-error embedding: outputDim is an integer of at least 1, got 0
tf.layers.embedding({ inputDim: 3, outputDim: 0 })

// @ts-expect-error embedding: 'uniform' is not a known embeddingsInitializer
tf.layers.embedding({ inputDim: 3, outputDim: 2, embeddingsInitializer: 'uniform' })
