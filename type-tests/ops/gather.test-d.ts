import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { gatherRule, indexRule } from '../../src/ops/gather.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 10, 32]>
declare const table: tf.Tensor<[100, 16]>
declare const counts: tf.Tensor<[5, 3], 'int32'>
declare const words: tf.SymbolicTensor<['batch', '2*seq'], 'int32'>
declare const floats: tf.Tensor<[4]>
declare const open: tf.Tensor
declare const axis: number
declare const text: tf.Tensor<[3], 'string'>
declare const anything: any

expectType<tf.Tensor<[3, 16]>>(tf.gather(table, [1, 2, 3]))
expectType<tf.Tensor<[16]>>(tf.gather(table, 7))
expectType<tf.Tensor<[2, 2, 16]>>(
  tf.gather(table, [
    [1, 2],
    [3, 4],
  ]),
)
expectType<tf.SymbolicTensor<['batch', '2*seq', 16]>>(tf.gather(table, words))
expectType<tf.SymbolicTensor<['batch', 5, 3, 32]>>(tf.gather(x, counts, 1))
expectType<tf.SymbolicTensor<['batch', 10]>>(tf.gather(x, 0, -1))
expectType<tf.Tensor<[2, 3], 'int32'>>(tf.gather(counts, [0, 0]))
expectType<tf.Tensor<number[]>>(tf.gather(open, [0]))
expectType<tf.Tensor<number[]>>(tf.gather(table, [0], axis))
expectType<tf.Tensor<number[]>>(tf.gather(table, [0], 0 as 0 | 1))
expectType<tf.Tensor<[4, 16]>>(tf.gather(table, new Int32Array(4) as unknown as tf.Tensor<[4], 'int32'>))
tf.gather(table, anything)
tf.gather(anything, [1])
// @ts-expect-error gather: axis 2 is out of range for [100, 16]
tf.gather(table, [1], 2)
// @ts-expect-error gather: axis -3 is out of range for [100, 16]
tf.gather(table, [1], -3)
// @ts-expect-error gather: needs int32, got float32; convert it with tf.cast(x, 'int32')
tf.gather(table, floats)
// @ts-expect-error gather: needs int32, got string; convert it with tf.cast(x, 'int32')
tf.gather(table, ['a'])
// @ts-expect-error gather: needs numbers, got a string tensor
tf.gather(text, [1])
// @ts-expect-error gather: the index 100 is not in 0 ... 99
tf.gather(table, 100)
// @ts-expect-error gather: the index -1 is not in 0 ... 99
tf.gather(table, [0, -1])
// @ts-expect-error gather: the index 16 is not in 0 ... 15
tf.gather(table, [[0, 15], [16, 3]], 1) // prettier-ignore
tf.gather(table, [99, 0])
tf.gather(x, 100)
expectType<'gather: the index 9 is not in 0 ... 3'>({} as Sentence<indexRule<[4], [0, 9], 0>, 'gather'>)
expectType<'gather: axis 2 is out of range for [100, 16]'>({} as Sentence<gatherRule<[100, 16], [1], 2>, 'gather'>)

/** Ops can be called in generic functions. */
export function lookup<Rows extends number, Columns extends number, N extends number>(
  rows: tf.Tensor<[Rows, Columns]>,
  ids: tf.Tensor<[N], 'int32'>,
): tf.Tensor<[N, Columns]> {
  return tf.gather(rows, ids)
}
