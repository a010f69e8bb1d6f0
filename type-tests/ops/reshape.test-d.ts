import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const x: tf.SymbolicTensor<['batch', 10, 32]>
declare const m: tf.Tensor<[2, 3]>

expectType<tf.SymbolicTensor<['10*batch', 32]>>(tf.reshape(x, [-1, 32]))
expectType<tf.SymbolicTensor<['batch', 320]>>(tf.reshape(x, ['batch', 320]))
expectType<tf.SymbolicTensor<['batch', 320]>>(tf.reshape(x, ['batch', -1]))
expectType<tf.SymbolicTensor<['batch*10', 32] extends infer _ ? ['10*batch', 32] : never>>(
  tf.reshape(x, ['batch*10', 32]),
)
expectType<tf.Tensor<[3, 2]>>(tf.reshape(m, [3, 2]))
expectType<tf.Tensor<[6]>>(tf.reshape(m, [-1]))
// @ts-expect-error reshape: cannot reshape [2, 3] to [4, 2]: 6 vs 8 elements
tf.reshape(m, [4, 2])
// @ts-expect-error reshape: cannot reshape [2, 3] to [-1, 4]: 6 elements do not divide by 4
tf.reshape(m, [-1, 4])
