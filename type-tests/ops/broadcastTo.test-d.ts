import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { broadcastToRule } from '../../src/ops/broadcastTo.js'
import type { noComplex } from '../../src/ops/common/realOrText.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 1, 32]>
declare const composite: tf.SymbolicTensor<['2*h+1', 1]>
declare const unknown: tf.SymbolicTensor<[number, 32]>
declare const anyRank: tf.Tensor
declare const row: tf.Tensor<[1, 3]>
declare const m: tf.Tensor<[2, 3]>
declare const ints: tf.Tensor<[3], 'int32'>
declare const text: tf.Tensor<[3], 'string'>
declare const complex: tf.Tensor<[3], 'complex64'>
declare const n: number
declare const sizes: number[]
declare const anything: any

expectType<tf.Tensor<[2, 3]>>(tf.broadcastTo(row, [2, 3]))
expectType<tf.Tensor<[4, 2, 3]>>(tf.broadcastTo(m, [4, 2, 3]))
expectType<tf.Tensor<[2, 3]>>(tf.broadcastTo([1, 2, 3], [2, 3]))
expectType<tf.Tensor<[2, 2]>>(tf.broadcastTo(7, [2, 2]))
expectType<tf.Tensor<[]>>(tf.broadcastTo(7, []))
expectType<tf.Tensor<[2, 3], 'int32'>>(tf.broadcastTo(ints, [2, 3]))
expectType<tf.Tensor<[2, 3], 'string'>>(tf.broadcastTo(text, [2, 3]))
expectType<tf.SymbolicTensor<['batch', 10, 32]>>(tf.broadcastTo(x, ['batch', 10, 32]))
expectType<tf.SymbolicTensor<['batch', 'seq', 32]>>(tf.broadcastTo(x, ['batch', 'seq', 32]))
expectType<tf.SymbolicTensor<['2*h+1', '3*w']>>(tf.broadcastTo(composite, ['h*2+1', 'w*3']))
expectType<tf.SymbolicTensor<['batch', 32]>>(tf.broadcastTo(unknown, ['batch', 32]))
expectType<tf.SymbolicTensor<[number, 32]>>(tf.broadcastTo(unknown, [n, 32]))
expectType<tf.Tensor<[2, number]>>(tf.broadcastTo(m, [2, n]))
expectType<tf.Tensor<number[]>>(tf.broadcastTo(m, sizes))
expectType<tf.Tensor<[2, 3]>>(tf.broadcastTo(anyRank, [2, 3]))
tf.broadcastTo(anything, [2, 3])

// @ts-expect-error broadcastTo: cannot stretch [2, 3] to [3]: a size only grows from 1
expectType<tf.Tensor<[3]>>(tf.broadcastTo(m, [3]))
// @ts-expect-error broadcastTo: cannot stretch [2, 3] to [1, 3]: a size only grows from 1
tf.broadcastTo(m, [1, 3])
// @ts-expect-error broadcastTo: cannot broadcast [2, 3] with [2, 4]: axis -1 is 3 vs 4
tf.broadcastTo(m, [2, 4])
// @ts-expect-error broadcastTo: cannot broadcast [batch, 1, 32] with [seq, 10, 32]: axis -3 is batch vs seq
tf.broadcastTo(x, ['seq', 10, 32])
// @ts-expect-error broadcastTo: cannot stretch [2*h+1, 1] to [1, w]: a size only grows from 1
tf.broadcastTo(composite, [1, 'w'])
// @ts-expect-error broadcastTo: does not take complex64 tensors
tf.broadcastTo(complex, [2, 3])
expectType<'broadcastTo: does not take complex64 tensors'>({} as Sentence<noComplex, 'broadcastTo'>)
expectType<'broadcastTo: cannot stretch [2, 3] to [3]: a size only grows from 1'>(
  {} as Sentence<broadcastToRule<[2, 3], [3]>, 'broadcastTo'>,
)
expectType<'broadcastTo: cannot broadcast [2, 3] with [2, 4]: axis -1 is 3 vs 4'>(
  {} as Sentence<broadcastToRule<[2, 3], [2, 4]>, 'broadcastTo'>,
)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[F]>, rows: B): tf.Tensor {
  return tf.broadcastTo(x, [rows, x.shape[0]])
}
