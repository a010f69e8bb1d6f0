// numpy-11541 (silent)
// einsum accepted i=5 and i=2 in one equation: i: 5 vs 2
// https://github.com/numpy/numpy/issues/11541
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  declare const a: tf.Tensor<[5, 1]>
  declare const c: tf.Tensor<[2]>
  // @ts-expect-error einsum: index 'i' is 5 in one operand and 2 in another
  tf.einsum('ij,i->', a, c)
}

export namespace right {
  declare const a: tf.Tensor<[5, 1]>
  declare const c: tf.Tensor<[5]>
  const y = tf.einsum('ij,i->', a, c)
  expectType<tf.Tensor<[]>>(y)
}
