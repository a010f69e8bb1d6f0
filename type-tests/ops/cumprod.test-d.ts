import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { alongAxis } from '../../src/ops/common/axis.js'
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

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.cumprod(x))
expectType<tf.SymbolicTensor<['batch', 32]>>(tf.cumprod(x, -1))
expectType<tf.SymbolicTensor<['2*h+1', 3]>>(tf.cumprod(composite, 1))
expectType<tf.SymbolicTensor<[number, 32]>>(tf.cumprod(unknown, 1))
expectType<tf.Tensor<number[]>>(tf.cumprod(anyRank))
expectType<tf.Tensor<[2, 3]>>(tf.cumprod(m, 0))
expectType<tf.Tensor<[3], 'int32'>>(tf.cumprod(ints))
expectType<tf.Tensor<[3], 'int32'>>(tf.cumprod(truth))
expectType<tf.Tensor<[2, 2]>>(
  tf.cumprod(
    [
      [1, 2],
      [3, 4],
    ],
    1,
  ),
)
// What could be several things is checked when run.
expectType<tf.Tensor<[2, 3]>>(tf.cumprod(m, axis))
expectType<tf.Tensor<[2, 3]>>(tf.cumprod(m, either))

// @ts-expect-error cumprod: axis 2 is out of range for [batch, 32]
tf.cumprod(x, 2)
// @ts-expect-error cumprod: axis 0 is out of range for []
tf.cumprod(0.5)
// @ts-expect-error cumprod: needs numbers, got a string tensor
tf.cumprod(text)
expectType<'cumprod: axis 2 is out of range for [batch, 32]'>({} as Sentence<alongAxis<['batch', 32], 2>, 'cumprod'>)
expectType<'cumprod: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'cumprod'>)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> {
  return tf.cumprod(x, -1)
}
