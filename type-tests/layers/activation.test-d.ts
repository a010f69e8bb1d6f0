import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const x: tf.SymbolicTensor<['batch', 'seq', 10]>
declare const eager: tf.Tensor<[4, 10]>

expectType<tf.SymbolicTensor<['batch', 'seq', 10]>>(tf.layers.activation({ activation: 'relu' })(x))
expectType<tf.Tensor<[4, 10]>>(tf.layers.activation({ activation: 'softmax' }).apply(eager))

// @ts-expect-error activation: 'step' is not a known activation
tf.layers.activation({ activation: 'step' })
// @ts-expect-error activation: there is no option 'alpha'
tf.layers.activation({ activation: 'elu', alpha: 2 })
