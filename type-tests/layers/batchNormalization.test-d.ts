import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { apply } from '../../src/layers/rule.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const image: tf.SymbolicTensor<['batch', '2*h', 28, 3]>
declare const anyRank: tf.SymbolicTensor
declare const eager: tf.Tensor<[4, 10]>

expectType<tf.SymbolicTensor<['batch', '2*h', 28, 3]>>(tf.layers.batchNormalization()(image))
expectType<tf.SymbolicTensor<['batch', '2*h', 28, 3]>>(
  tf.layers.batchNormalization({ axis: 2, momentum: 0.9, epsilon: 1e-5, center: false, scale: false })(image),
)
// @ts-expect-error batchNormalization: needs a known size on axis 1 of [batch, 2*h, 28, 3] to make its weights, got 2*h
tf.layers.batchNormalization({ axis: 1 })(image)
expectType<tf.SymbolicTensor>(tf.layers.batchNormalization({ axis: 3 })(anyRank))
expectType<tf.Tensor<[4, 10]>>(tf.layers.batchNormalization()(eager, { training: true }))

const second = tf.layers.batchNormalization({ axis: 2 })
// @ts-expect-error batchNormalization: axis 2 is out of range for [4, 10]
second(eager)
expectType<'batchNormalization: axis 2 is out of range for [4, 10]'>(
  {} as Sentence<apply<typeof second.rule, [4, 10]>, 'batchNormalization'>,
)
// @ts-expect-error batchNormalization: 'one' is not a known gammaInitializer
tf.layers.batchNormalization({ gammaInitializer: 'one' })
// @ts-expect-error batchNormalization: there is no option 'renorm'
tf.layers.batchNormalization({ renorm: true })

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, F]> {
  return tf.layers.batchNormalization({ axis: 1 })(x)
}
