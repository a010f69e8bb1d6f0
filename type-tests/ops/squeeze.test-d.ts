import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { squeezeRule } from '../../src/ops/squeeze.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[1, 3, 1]>
declare const text: tf.Tensor<[1, 2], 'string'>
declare const s: tf.SymbolicTensor<['batch', 1, 8]>
declare const open: tf.Tensor<[number, 3]>
declare const unknown: tf.Tensor
declare const n: number
declare const anything: any

expectType<tf.Tensor<[3]>>(tf.squeeze(m))
expectType<tf.Tensor<[3]>>(tf.squeeze(m, []))
expectType<tf.Tensor<[3, 1]>>(tf.squeeze(m, 0))
expectType<tf.Tensor<[3]>>(tf.squeeze(m, [0, -1]))
expectType<tf.Tensor<[2], 'string'>>(tf.squeeze(text))
expectType<tf.SymbolicTensor<['batch', 8]>>(tf.squeeze(s))
expectType<tf.Tensor<[3]>>(tf.squeeze(open, 0))
expectType<tf.Tensor<number[]>>(tf.squeeze(open))
expectType<tf.Tensor<number[]>>(tf.squeeze(m, n))
expectType<tf.Tensor<number[]>>(tf.squeeze(m, 0 as 0 | 2))
expectType<tf.Tensor<number[]>>(tf.squeeze(m, [0 as 0 | 1, 2]))
expectType<tf.Tensor<number[]>>(tf.squeeze(m, anything))
expectType<tf.Tensor<number[]>>(tf.squeeze(unknown))
tf.squeeze(anything)
// @ts-expect-error squeeze: axis 1 of [1, 3, 1] is 3, only axes of size 1 can be squeezed
tf.squeeze(m, 1)
// @ts-expect-error squeeze: axis 0 of [batch, 1, 8] is batch, only axes of size 1 can be squeezed
tf.squeeze(s, [1, 0])
// @ts-expect-error squeeze: axis -3 of [1, 3, 1] is named twice
tf.squeeze(m, [0, -3])
// @ts-expect-error squeeze: axis 3 is out of range for [1, 3, 1]
tf.squeeze(m, 3)
expectType<'squeeze: axis 2 of [32, 3, 17, 1024] is 17, only axes of size 1 can be squeezed'>(
  {} as Sentence<squeezeRule<[32, 3, 17, 1024], 2>, 'squeeze'>,
)

/** Ops can be called in generic functions. */
export function flat<N extends number>(x: tf.Tensor<[N, 1]>): tf.Tensor {
  return tf.squeeze(x, 1)
}
