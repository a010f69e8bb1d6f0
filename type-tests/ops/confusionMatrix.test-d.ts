import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { vectorRule } from '../../src/ops/common/vector.js'
import type { pairsRule } from '../../src/ops/confusionMatrix.js'
import type { countRule } from '../../src/shape/count.js'
import type { exactly } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const named: tf.SymbolicTensor<['batch'], 'int32'>
declare const composite: tf.SymbolicTensor<['2*h+1'], 'int32'>
declare const open: tf.Tensor<[number], 'int32'>
declare const anyRank: tf.Tensor<number[], 'int32'>
declare const two: tf.Tensor<[2], 'int32'>
declare const m: tf.Tensor<[2, 3], 'int32'>
declare const floats: tf.Tensor<[2]>
declare const count: number

expectType<tf.SymbolicTensor<[5, 5], 'int32'>>(tf.confusionMatrix(named, named, 5))
expectType<tf.SymbolicTensor<[5, 5], 'int32'>>(tf.confusionMatrix(composite, open, 5))
expectType<tf.Tensor<[number, number], 'int32'>>(tf.confusionMatrix(two, anyRank, count))
expectType<tf.Tensor<[3, 3], 'int32'>>(tf.math.confusionMatrix([0, 1], two, 3))

// @ts-expect-error confusionMatrix: needs a prediction for each label, got [3] for [2]
tf.confusionMatrix(two, [0, 1, 2], 3)
// @ts-expect-error confusionMatrix: needs rank 1, got [2, 3]
tf.confusionMatrix(m, two, 3)
// @ts-expect-error confusionMatrix: needs rank 1, got [2, 3]
tf.confusionMatrix(two, m, 3)
// @ts-expect-error confusionMatrix: needs int32, got float32; convert it with tf.cast(x, 'int32')
tf.confusionMatrix(two, floats, 3)
// @ts-expect-error confusionMatrix: numClasses is an integer of at least 1, got 0
tf.confusionMatrix(two, two, 0)
expectType<'confusionMatrix: needs a prediction for each label, got [3] for [2]'>(
  {} as Sentence<pairsRule<[2], [3]>, 'confusionMatrix'>,
)
expectType<'confusionMatrix: needs rank 1, got [2, 3]'>({} as Sentence<vectorRule<[2, 3]>, 'confusionMatrix'>)
expectType<"confusionMatrix: needs int32, got float32; convert it with tf.cast(x, 'int32')">(
  {} as Sentence<exactly<'float32', 'int32'>, 'confusionMatrix'>,
)
expectType<'confusionMatrix: numClasses is an integer of at least 1, got 0'>(
  {} as Sentence<countRule<'numClasses', 0, 1>, 'confusionMatrix'>,
)

export function inGenericCode<B extends number>(
  labels: tf.Tensor<[B], 'int32'>,
  predictions: tf.Tensor<[B], 'int32'>,
): tf.Tensor<[3, 3], 'int32'> {
  return tf.confusionMatrix(labels, predictions, 3)
}
