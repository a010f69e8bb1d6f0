import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { matMulRule } from '../../src/ops/matMul.js'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 32]>
declare const steps: tf.SymbolicTensor<['batch', 'seq', 32]>
declare const heads: tf.SymbolicTensor<['batch', 4, 'seq', 8]>
declare const composite: tf.SymbolicTensor<['2*h+1', '3*w']>
declare const unknown: tf.SymbolicTensor<[number, number]>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3]>
declare const w: tf.Tensor<[3, 4]>
declare const weights: tf.Tensor<[32, 16]>
declare const batches: tf.Tensor<[5, 1, 2, 3]>
declare const others: tf.Tensor<[6, 3, 4]>
declare const ints: tf.Tensor<[3, 4], 'int32'>
declare const truth: tf.Tensor<[2, 3], 'bool'>
declare const text: tf.Tensor<[3, 4], 'string'>
declare const row: tf.Tensor<[3]>
declare const flag: boolean
declare const anything: any

expectType<tf.Tensor<[2, 4]>>(tf.matMul(m, w))
expectType<tf.Tensor<[5, 6, 2, 4]>>(tf.matMul(batches, others))
expectType<tf.Tensor<[5, 1, 2, 4]>>(tf.matMul(batches, w))
expectType<tf.Tensor<[6, 2, 4]>>(tf.matMul(m, others))
expectType<tf.Tensor<[3, 4]>>(tf.matMul(m, tf.zeros([2, 4]), true))
expectType<tf.Tensor<[2, 7]>>(tf.matMul(m, tf.zeros([7, 3]), false, true))
expectType<tf.Tensor<[3, 7]>>(tf.matMul(m, tf.zeros([7, 2]), true, true))
expectType<tf.Tensor<[2, 4]>>(tf.matMul(m, ints))
expectType<tf.Tensor<[2, 4], 'int32'>>(tf.matMul(truth, ints))
expectType<tf.Tensor<[2, 2], 'int32'>>(tf.matMul(truth, truth, false, true))
expectType<tf.Tensor<[2, 1]>>(tf.matMul(m, [[1], [2], [3]]))
expectType<tf.SymbolicTensor<['batch', 16]>>(tf.matMul(x, weights))
expectType<tf.SymbolicTensor<['batch', 'seq', 16]>>(tf.matMul(steps, weights))
expectType<tf.SymbolicTensor<['batch', 4, 'seq', 'seq']>>(tf.matMul(heads, heads, false, true))
expectType<tf.SymbolicTensor<[32, 32]>>(tf.matMul(x, x, true))
expectType<tf.SymbolicTensor<['2*h+1', '2*h+1']>>(tf.matMul(composite, composite, false, true))
expectType<tf.SymbolicTensor<[number, 16]>>(tf.matMul(unknown, weights))
expectType<tf.Tensor<number[]>>(tf.matMul(anyRank, w))
expectType<tf.Tensor<number[]>>(tf.matMul(m, anyRank))
tf.matMul(m, w, flag)
tf.matMul(anything, w)
tf.matMul(m, anything)

// @ts-expect-error matMul: cannot multiply [2, 3] by [32, 16]: inner dimensions are 3 vs 32
expectType<tf.Tensor>(tf.matMul(m, weights))
// @ts-expect-error matMul: cannot multiply [2, 3] by [3, 4]: inner dimensions are 2 vs 3
tf.matMul(m, w, true)
// @ts-expect-error matMul: cannot multiply [2, 3] by [3, 4]: inner dimensions are 3 vs 4
tf.matMul(m, w, false, true)
// @ts-expect-error matMul: cannot multiply [batch, 32] by [3, 4]: inner dimensions are 32 vs 3
tf.matMul(x, w)
// @ts-expect-error matMul: cannot multiply [2*h+1, 3*w] by [2*h+1, 3*w]: inner dimensions are 3*w vs 2*h+1
tf.matMul(composite, composite)
// @ts-expect-error matMul: needs rank 2 or more, got [3]
tf.matMul(m, row)
// @ts-expect-error matMul: needs rank 2 or more, got [3]
tf.matMul(row, w)
// @ts-expect-error matMul: cannot broadcast [5, 6] with [4]: axis -1 is 6 vs 4
tf.matMul(tf.zeros([5, 6, 2, 3]), tf.zeros([4, 3, 2]))
// @ts-expect-error matMul: needs numbers, got a string tensor
tf.matMul(m, text)
// @ts-expect-error matMul: needs numbers, got a string tensor
tf.matMul(text, m)
expectType<'matMul: cannot multiply [2, 3] by [32, 16]: inner dimensions are 3 vs 32'>(
  {} as Sentence<matMulRule<[2, 3], [32, 16]>, 'matMul'>,
)
expectType<'matMul: cannot multiply [2, 3] by [3, 4]: inner dimensions are 2 vs 3'>(
  {} as Sentence<matMulRule<[2, 3], [3, 4], true>, 'matMul'>,
)
expectType<'matMul: needs rank 2 or more, got [3]'>({} as Sentence<matMulRule<[2, 3], [3]>, 'matMul'>)
expectType<'matMul: cannot broadcast [5, 6] with [4]: axis -1 is 6 vs 4'>(
  {} as Sentence<matMulRule<[5, 6, 2, 3], [4, 3, 2]>, 'matMul'>,
)
expectType<'matMul: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'matMul'>)

export function inGenericCode<B extends number, I extends number, O extends number>(
  a: tf.Tensor<[B, I]>,
  b: tf.Tensor<[I, O]>,
): tf.Tensor<[B, O]> {
  return tf.matMul(a, b)
}
/** What is surely wrong is refused there, too. */
export function wrongInGenericCode<B extends number>(a: tf.Tensor<[B, 3]>) {
  // @ts-expect-error Its sentence has the type parameter in it.
  return tf.matMul(a, tf.zeros([4, 5]))
}
