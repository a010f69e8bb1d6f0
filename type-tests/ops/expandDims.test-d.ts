import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { expandDimsRule } from '../../src/ops/expandDims.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[2, 3]>
declare const text: tf.Tensor<[2], 'string'>
declare const s: tf.SymbolicTensor<['batch', '2*seq']>
declare const unknown: tf.Tensor
declare const n: number
declare const anything: any

expectType<tf.Tensor<[1, 2, 3]>>(tf.expandDims(m))
expectType<tf.Tensor<[2, 1, 3]>>(tf.expandDims(m, 1))
expectType<tf.Tensor<[2, 3, 1]>>(tf.expandDims(m, -1))
expectType<tf.Tensor<[1, 2], 'string'>>(tf.expandDims(text))
expectType<tf.Tensor<[1]>>(tf.expandDims(5))
expectType<tf.SymbolicTensor<['batch', '2*seq', 1]>>(tf.expandDims(s, 2))
expectType<tf.Tensor<[number, number, number]>>(tf.expandDims(m, n))
expectType<tf.Tensor<[number, number, number]>>(tf.expandDims(m, 0 as 0 | 1))
expectType<tf.Tensor<number[]>>(tf.expandDims(unknown))
tf.expandDims(anything)
// @ts-expect-error expandDims: axis 3 is out of range for [2, 3]
tf.expandDims(m, 3)
// @ts-expect-error expandDims: axis -4 is out of range for [2, 3]
tf.expandDims(m, -4)
expectType<'expandDims: axis 3 is out of range for [2, 3]'>({} as Sentence<expandDimsRule<[2, 3], 3>, 'expandDims'>)

/** Ops can be called in generic functions. */
export function batchOfOne<N extends number>(x: tf.Tensor<[N]>): tf.Tensor<[1, N]> {
  return tf.expandDims(x)
}
