// keras-9986 (transfer-head)
// Head trained on extracted features is asked to predict from a raw image: [1,150,150,3] into [batch,8192]
// https://github.com/keras-team/keras/issues/9986
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const f = tf.input({ shape: [8192] })
  const y = tf.layers.dense({ units: 3 })(tf.layers.dense({ units: 256 })(f))
  const m = tf.model({ inputs: f, outputs: y })
  declare const given: tf.Tensor<[1, 150, 150, 3]>
  // @ts-expect-error predict: x is [1, 150, 150, 3], the model expects [batch, 8192]: the rank is 4 vs 2
  m.predict(given)
}

export namespace right {
  const f = tf.input({ shape: [8192] })
  expectType<tf.SymbolicTensor<['batch', 8192]>>(f)
  const y = tf.layers.dense({ units: 3 })(tf.layers.dense({ units: 256 })(f))
  expectType<tf.SymbolicTensor<['batch', 3]>>(y)
  const m = tf.model({ inputs: f, outputs: y })
  expectType<tf.SymbolicTensor<['batch', 3]>>(m.outputs)
  declare const t: tf.Tensor<[1, 4, 4, 512]>
  const r = tf.reshape(t, [1, 8192])
  expectType<tf.Tensor<[1, 8192]>>(r)
  const o = m(r)
  expectType<tf.Tensor<[1, 3]>>(o)
}
