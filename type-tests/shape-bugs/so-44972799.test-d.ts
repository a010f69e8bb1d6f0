// so-44972799 (missing-flatten)
// Why does Dense after Conv2D still give a 4-D output: output [batch,98,98,10] vs labels [N,10]
// https://stackoom.com/en/question/32hTj
// https://stackoverflow.com/questions/44972799
import { expectType } from 'tsd'
import * as tf from 'tupleflow'

export namespace wrong {
  const x = tf.input({ shape: [100, 100, 3] })
  const h = tf.layers.conv2d({ filters: 32, kernelSize: 3 })(x)
  const a = tf.layers.dense({ units: 256 })(h)
  const y = tf.layers.dense({ units: 10 })(a)
  const m = tf.model({ inputs: x, outputs: y })
  declare const given: tf.Tensor<[4, 100, 100, 3]>
  declare const labels: tf.Tensor<[4, 10]>
  const compiled = m.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' })
  // @ts-expect-error fit: y is [4, 10], the loss expects [batch, 98, 98, 10]: the rank is 2 vs 4
  compiled.fit(given, labels)
}

export namespace right {
  const x = tf.input({ shape: [100, 100, 3] })
  expectType<tf.SymbolicTensor<['batch', 100, 100, 3]>>(x)
  const h = tf.layers.conv2d({ filters: 32, kernelSize: 3 })(x)
  expectType<tf.SymbolicTensor<['batch', 98, 98, 32]>>(h)
  const f = tf.layers.flatten()(h)
  expectType<tf.SymbolicTensor<['batch', 307328]>>(f)
  const a = tf.layers.dense({ units: 256 })(f)
  expectType<tf.SymbolicTensor<['batch', 256]>>(a)
  const y = tf.layers.dense({ units: 10 })(a)
  expectType<tf.SymbolicTensor<['batch', 10]>>(y)
  const m = tf.model({ inputs: x, outputs: y })
  expectType<tf.SymbolicTensor<['batch', 10]>>(m.outputs)
  declare const given: tf.Tensor<[4, 100, 100, 3]>
  declare const labels: tf.Tensor<[4, 10]>
  const compiled = m.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' })
  expectType<Promise<tf.History>>(compiled.fit(given, labels))
}
