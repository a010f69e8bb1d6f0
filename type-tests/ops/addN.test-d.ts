import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { addNRule } from '../../src/ops/addN.js'
import type { dtypesDiffer } from '../../src/ops/common/joining.js'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 32]>
declare const narrow: tf.SymbolicTensor<['batch', 16]>
declare const composite: tf.SymbolicTensor<['2*h+1', 3]>
declare const unknown: tf.SymbolicTensor<[number, 32]>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3]>
declare const row: tf.Tensor<[3]>
declare const ints: tf.Tensor<[3], 'int32'>
declare const truth: tf.Tensor<[3], 'bool'>
declare const text: tf.Tensor<[3], 'string'>
declare const many: tf.Tensor<[2, 3]>[]

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.addN([x, x]))
expectType<tf.SymbolicTensor<['2*h+1', 3]>>(tf.addN([composite, composite, composite]))
expectType<tf.SymbolicTensor<['batch', 32]>>(tf.addN([unknown, x]))
expectType<tf.Tensor<number[]>>(tf.addN([anyRank, m]))
expectType<tf.Tensor<[2, 3]>>(tf.addN(many))
expectType<tf.Tensor<[3], 'int32'>>(tf.addN([ints, ints]))
expectType<tf.Tensor<[3], 'bool'>>(tf.addN([truth]))
expectType<tf.Tensor<[3]>>(tf.addN([row, [1, 2, 3]]))

// @ts-expect-error addN: cannot join [batch, 32] with [batch, 16]: axis 1 is 32 vs 16
tf.addN([x, x, narrow])
// @ts-expect-error addN: cannot join [2, 3] with [3]: the ranks differ
tf.addN([m, row])
// @ts-expect-error addN: cannot join float32 with int32; convert one with tf.cast(x, 'float32')
tf.addN([row, ints])
// @ts-expect-error addN: needs numbers, got a string tensor
tf.addN([text, text])
// @ts-expect-error addN: needs at least one tensor
tf.addN([])
expectType<'addN: cannot join [batch, 32] with [batch, 16]: axis 1 is 32 vs 16'>(
  {} as Sentence<addNRule<[['batch', 32], ['batch', 16]]>, 'addN'>,
)
expectType<"addN: cannot join float32 with int32; convert one with tf.cast(x, 'float32')">(
  {} as Sentence<dtypesDiffer<'float32', 'int32', 1>, 'addN'>,
)
expectType<'addN: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'addN'>)
expectType<'addN: needs at least one tensor'>({} as Sentence<addNRule<[]>, 'addN'>)

export function inGenericCode<B extends number, F extends number>(a: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> {
  return tf.addN([a, a])
}
