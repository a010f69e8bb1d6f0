import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { weightsRule } from '../../src/ops/bincount.js'
import type { countRule } from '../../src/shape/count.js'
import type { exactly, needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const named: tf.SymbolicTensor<['batch', '2*h+1'], 'int32'>
declare const weights: tf.SymbolicTensor<['batch', '2*h+1']>
declare const open: tf.Tensor<[number], 'int32'>
declare const anyRank: tf.Tensor<number[], 'int32'>
declare const two: tf.Tensor<[2], 'int32'>
declare const truth: tf.Tensor<[2], 'bool'>
declare const floats: tf.Tensor<[2]>
declare const text: tf.Tensor<[2], 'string'>
declare const count: number

expectType<tf.SymbolicTensor<[5]>>(tf.bincount(named, weights, 5))
expectType<tf.SymbolicTensor<[5]>>(tf.bincount(named, [], 5))
expectType<tf.Tensor<[5]>>(tf.bincount(open, floats, 5))
expectType<tf.Tensor<[number], 'int32'>>(tf.bincount(anyRank, two, count))
expectType<tf.Tensor<[5], 'int32'>>(tf.bincount([1, 2], truth, 5))

// @ts-expect-error bincount: needs a weight for each element of [2], or none, got [3]
tf.bincount(two, [1, 2, 3], 5)
// @ts-expect-error bincount: needs int32, got float32; convert it with tf.cast(x, 'int32')
tf.bincount(floats, floats, 5)
// @ts-expect-error bincount: needs numbers, got a string tensor
tf.bincount(two, text, 5)
// @ts-expect-error bincount: size is an integer of at least 0, got -1
tf.bincount(two, floats, -1)
expectType<'bincount: needs a weight for each element of [2], or none, got [3]'>(
  {} as Sentence<weightsRule<[2], [3]>, 'bincount'>,
)
expectType<"bincount: needs int32, got float32; convert it with tf.cast(x, 'int32')">(
  {} as Sentence<exactly<'float32', 'int32'>, 'bincount'>,
)
expectType<'bincount: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'bincount'>)
expectType<'bincount: size is an integer of at least 0, got -1'>({} as Sentence<countRule<'size', -1, 0>, 'bincount'>)

export function inGenericCode<B extends number>(x: tf.Tensor<[B], 'int32'>, weights: tf.Tensor<[B]>): tf.Tensor<[7]> {
  return tf.bincount(x, weights, 7)
}
