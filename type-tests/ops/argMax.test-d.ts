import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { reductionRule } from '../../src/ops/common/reduction.js'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 32]>
declare const composite: tf.SymbolicTensor<['2*h+1', 3]>
declare const unknown: tf.SymbolicTensor<[number, 32]>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3]>
declare const ints: tf.Tensor<[3], 'int32'>
declare const truth: tf.Tensor<[3], 'bool'>
declare const text: tf.Tensor<[3], 'string'>
declare const axis: number
declare const either: 0 | 1

expectType<tf.SymbolicTensor<[32], 'int32'>>(tf.argMax(x))
expectType<tf.SymbolicTensor<['batch'], 'int32'>>(tf.argMax(x, -1))
expectType<tf.SymbolicTensor<['2*h+1'], 'int32'>>(tf.argMax(composite, 1))
expectType<tf.SymbolicTensor<[number], 'int32'>>(tf.argMax(unknown, 1))
expectType<tf.Tensor<number[], 'int32'>>(tf.argMax(anyRank))
expectType<tf.Tensor<[3], 'int32'>>(tf.argMax(m, 0))
expectType<tf.Tensor<[], 'int32'>>(tf.argMax(ints))
expectType<tf.Tensor<[], 'int32'>>(tf.argMax(truth))
expectType<tf.Tensor<[2], 'int32'>>(
  tf.argMax(
    [
      [1, 2],
      [3, 4],
    ],
    1,
  ),
)
// What could be several things is checked when run.
expectType<tf.Tensor<number[], 'int32'>>(tf.argMax(m, axis))
expectType<tf.Tensor<number[], 'int32'>>(tf.argMax(m, either))

// @ts-expect-error argMax: axis 2 is out of range for [batch, 32]
tf.argMax(x, 2)
// @ts-expect-error argMax: axis 0 is out of range for []
tf.argMax(0.5)
// @ts-expect-error argMax: needs numbers, got a string tensor
tf.argMax(text)
expectType<'argMax: axis 2 is out of range for [batch, 32]'>({} as Sentence<reductionRule<['batch', 32], 2>, 'argMax'>)
expectType<'argMax: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'argMax'>)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B], 'int32'> {
  return tf.argMax(x, -1)
}
