import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { clipByValueRule } from '../../src/ops/clipByValue.js'
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
declare const bound: number

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.clipByValue(x, 0, 6))
expectType<tf.SymbolicTensor<['2*h+1', 3]>>(tf.clipByValue(composite, 0, 6))
expectType<tf.SymbolicTensor<[number, 32]>>(tf.clipByValue(unknown, 0, 6))
expectType<tf.Tensor<number[]>>(tf.clipByValue(anyRank, 0, 6))
expectType<tf.Tensor<[2, 3]>>(tf.clipByValue(m, 0, 6))
expectType<tf.Tensor<[3], 'int32'>>(tf.clipByValue(ints, 0, 6))
expectType<tf.Tensor<[3], 'bool'>>(tf.clipByValue(truth, 0, 6))
expectType<tf.Tensor<[2]>>(tf.clipByValue([1, 2], 0, 6))
expectType<tf.Tensor<[]>>(tf.clipByValue(0.5, 0, 6))
expectType<tf.Tensor<[2, 3]>>(tf.clipByValue(m, -0.5, 0.5))
expectType<tf.Tensor<[2, 3]>>(tf.clipByValue(m, bound, 0))

// @ts-expect-error clipByValue: needs numbers, got a string tensor
tf.clipByValue(text, 0, 6)
expectType<'clipByValue: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'clipByValue'>)
// @ts-expect-error clipByValue: the lower bound must not be above the upper one, got 6 and 0
tf.clipByValue(m, 6, 0)
// @ts-expect-error clipByValue: the lower bound must not be above the upper one, got 0.5 and -0.25
tf.clipByValue(m, 0.5, -0.25)
// @ts-expect-error clipByValue: the lower bound must not be above the upper one, got 10.05 and 10
tf.clipByValue(m, 10.05, 10)
// @ts-expect-error clipByValue: the lower bound must not be above the upper one, got -0.0625 and -0.5
tf.clipByValue(m, -0.0625, -0.5)
expectType<tf.Tensor<[2, 3]>>(tf.clipByValue(m, 9.75, 10))
expectType<tf.Tensor<[2, 3]>>(tf.clipByValue(m, 0.5, 0.5))
// Very large and very small numbers, and what could be several, are checked when run.
expectType<tf.Tensor<[2, 3]>>(tf.clipByValue(m, 1e-7, 1e-9))
expectType<tf.Tensor<[2, 3]>>(tf.clipByValue(m, 0.5 as 0.5 | 2.5, 1.5))
expectType<'clipByValue: the lower bound must not be above the upper one, got 6 and 0'>(
  {} as Sentence<clipByValueRule<6, 0>, 'clipByValue'>,
)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> {
  return tf.clipByValue(x, 0, 6)
}
