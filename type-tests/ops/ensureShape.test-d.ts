import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { ensureShapeRule } from '../../src/ops/ensureShape.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const m: tf.Tensor<[2, 3]>
declare const x: tf.SymbolicTensor<['batch', number, 8], 'int32'>
declare const open: tf.SymbolicTensor
declare const eager: tf.Tensor
declare const size: number

expectType<tf.SymbolicTensor<['n', 'seq', 8], 'int32'>>(tf.ensureShape(x, ['n', 'seq', 8]))
expectType<tf.SymbolicTensor<[4, '2*seq', 8], 'int32'>>(tf.ensureShape(x, [4, 'seq*2', 8]))
expectType<tf.SymbolicTensor<['batch', number, number], 'int32'>>(tf.ensureShape(x, ['batch', null, size]))
expectType<tf.SymbolicTensor<['batch', 10]>>(tf.ensureShape(open, ['batch', 10]))
expectType<tf.SymbolicTensor<['n', 'n', 'n'], 'int32'>>(tf.ensureShape(x, ['n', 'n', 'n']))
expectType<tf.Tensor<[2, 3]>>(tf.ensureShape(m, ['rows', 3]))
expectType<tf.Tensor<[number, 3]>>(tf.ensureShape(m, [null, 3]))
expectType<tf.Tensor<[number, 3]>>(tf.ensureShape(eager, ['rows', 3]))
expectType<tf.Tensor<[2, 2]>>(
  tf.ensureShape(
    [
      [1, 2],
      [3, 4],
    ],
    [2, 2],
  ),
)
// @ts-expect-error ensureShape: is [2, 3], expected [2, 4]: axis 1 is 3 vs 4
tf.ensureShape(m, [2, 4])
// @ts-expect-error ensureShape: is [2, 3], expected [n]: the rank is 2 vs 1
tf.ensureShape(m, ['n'])
// @ts-expect-error ensureShape: is [2, 3], expected [n, n]: 'n' is 2 and 3
tf.ensureShape(m, ['n', 'n'])
// @ts-expect-error ensureShape: is [2, 3], expected [n, 2*n]: axis 1 is 3 vs 4
tf.ensureShape(m, ['n', '2*n'])
// @ts-expect-error ensureShape: -1 is not a size
tf.ensureShape(m, [2, -1])
// @ts-expect-error ensureShape: 'a b' is not a size
tf.ensureShape(x, ['a b', 3, 8])
expectType<'ensureShape: is [2, 3], expected [2, 4]: axis 1 is 3 vs 4'>(
  {} as Sentence<ensureShapeRule<[2, 3], [2, 4]>, 'ensureShape'>,
)
expectType<"ensureShape: is [2, 3], expected [n, n]: 'n' is 2 and 3">(
  {} as Sentence<ensureShapeRule<[2, 3], ['n', 'n']>, 'ensureShape'>,
)

export function pinned<B extends number>(t: tf.Tensor<[B, 10]>) {
  return tf.ensureShape(t, ['batch', 10])
}
