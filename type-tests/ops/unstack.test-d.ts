import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { unstackRule } from '../../src/ops/unstack.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[2, 3]>
declare const ints: tf.Tensor<[1, 3], 'int32'>
declare const complex: tf.Tensor<[4], 'complex64'>
declare const s: tf.SymbolicTensor<['batch', 'seq', 2]>
declare const open: tf.Tensor<[number, 3]>
declare const long: tf.Tensor<[65, 3]>
declare const unknown: tf.Tensor
declare const n: number
declare const anything: any

expectType<[tf.Tensor<[3]>, tf.Tensor<[3]>]>(tf.unstack(m))
expectType<[tf.Tensor<[2]>, tf.Tensor<[2]>, tf.Tensor<[2]>]>(tf.unstack(m, -1))
expectType<[tf.Tensor<[3], 'int32'>]>(tf.unstack(ints))
expectType<[tf.SymbolicTensor<['batch', 'seq']>, tf.SymbolicTensor<['batch', 'seq']>]>(tf.unstack(s, 2))
expectType<[tf.Tensor<[]>, tf.Tensor<[]>]>(tf.unstack([1, 2]))
expectType<tf.Tensor<[3]>[]>(tf.unstack(open))
expectType<tf.Tensor<[3]>[]>(tf.unstack(long))
expectType<tf.Tensor<[number]>[]>(tf.unstack(m, n))
expectType<tf.Tensor<number[]>[]>(tf.unstack(unknown))
tf.unstack(anything)
// @ts-expect-error unstack: axis 1 of [batch, seq, 2] is seq, so the number of tensors is not known
tf.unstack(s, 1)
// @ts-expect-error unstack: axis 2 is out of range for [2, 3]
tf.unstack(m, 2)
// @ts-expect-error unstack: does not take complex64 tensors
tf.unstack(complex)
expectType<'unstack: axis 1 of [batch, seq, 2] is seq, so the number of tensors is not known'>(
  {} as Sentence<unstackRule<['batch', 'seq', 2], 1>, 'unstack'>,
)

/** Ops can be called in generic functions. */
export function first<F extends number>(x: tf.Tensor<[2, F]>): tf.Tensor<[F]> {
  return tf.unstack(x)[0]
}
