import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { normRule, orderRule } from '../../src/ops/norm.js'
import type { needsNumbers } from '../../src/shape/dtype.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', 32]>
declare const composite: tf.SymbolicTensor<['2*h+1', 3]>
declare const anyRank: tf.Tensor
declare const m: tf.Tensor<[2, 3]>
declare const cube: tf.Tensor<[2, 3, 4]>
declare const ints: tf.Tensor<[3], 'int32'>
declare const text: tf.Tensor<[3], 'string'>
declare const order: number
declare const axis: number

expectType<tf.SymbolicTensor<[]>>(tf.norm(x))
expectType<tf.SymbolicTensor<['batch']>>(tf.norm(x, 1, -1))
expectType<tf.SymbolicTensor<['2*h+1', 1]>>(tf.norm(composite, Infinity, [1], true))
expectType<tf.Tensor<[3]>>(tf.norm(cube, 'fro', [0, 2]))
expectType<tf.Tensor<[]>>(tf.norm(ints, order))
expectType<tf.Tensor<number[]>>(tf.norm(m, 2, axis))
expectType<tf.Tensor<number[]>>(tf.norm(anyRank, 2, 0))
expectType<tf.Tensor<[]>>(tf.norm([3, 4]))

// @ts-expect-error norm: the order of the norm of a vector is 1, 2, 'euclidean', Infinity or -Infinity, got 3
tf.norm(m, 3)
// @ts-expect-error norm: the order of the norm of a vector is 1, 2, 'euclidean', Infinity or -Infinity, got 'fro'
tf.norm(m, 'fro', 0)
// @ts-expect-error norm: the order of the norm of a matrix is 1, 'fro', 'euclidean', Infinity or -Infinity, got 2
tf.norm(m, 2, [0, 1])
// @ts-expect-error norm: needs one axis or two, got 3
tf.norm(cube, 'euclidean', [0, 1, 2])
// @ts-expect-error norm: axis 2 is out of range for [2, 3]
tf.norm(m, 1, 2)
// @ts-expect-error norm: axis -1 of [2, 3] is named twice
tf.norm(m, 1, [1, -1])
// @ts-expect-error norm: needs numbers, got a string tensor
tf.norm(text)
expectType<"norm: the order of the norm of a vector is 1, 2, 'euclidean', Infinity or -Infinity, got 3">(
  {} as Sentence<orderRule<3, null>, 'norm'>,
)
expectType<"norm: the order of the norm of a matrix is 1, 'fro', 'euclidean', Infinity or -Infinity, got 2">(
  {} as Sentence<orderRule<2, [0, 1]>, 'norm'>,
)
expectType<'norm: needs one axis or two, got 3'>({} as Sentence<normRule<[2, 3, 4], [0, 1, 2]>, 'norm'>)
expectType<'norm: axis 2 is out of range for [2, 3]'>({} as Sentence<normRule<[2, 3], 2>, 'norm'>)
expectType<'norm: needs numbers, got a string tensor'>({} as Sentence<needsNumbers<'string'>, 'norm'>)

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, 1]> {
  return tf.norm(x, 2, -1, true)
}
