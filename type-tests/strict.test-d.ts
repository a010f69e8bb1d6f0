import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { canonicalDim } from '../src/shape/dimension.js'

// What only strict settings tell. Without `strictNullChecks` an argument that is written `null` has no type of its own, and is
// unknown; without `noImplicitAny` so is a field that only a constructor sets. All other type tests hold without them too.

declare const m: tf.Tensor<[2, 3]>
expectType<tf.Tensor<[1, 1]>>(tf.logSumExp(m, null, true))
expectType<tf.Tensor<[1, 1]>>(tf.max(m, null, true))
expectType<tf.Tensor<[1, 1]>>(tf.mean(m, null, true))
expectType<tf.Tensor<[1, 1]>>(tf.min(m, null, true))
expectType<tf.Tensor<[1, 1]>>(tf.prod(m, null, true))
expectType<tf.Tensor<[1, 1]>>(tf.sum(m, null, true))
expectType<tf.Tensor<[2], 'int32'>>(tf.tensor([1, 2], null, 'int32'))
expectType<tf.Tensor<[3, 2]>>(tf.transpose(m, null))
expectType<number>(null! as canonicalDim<null>)

const x = tf.input({ shape: [3] })
const model = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 3 })(x) })
expectType<tf.Tensor<[]>>(model.compile({ optimizer: 'sgd', loss: 'huber', metrics: null }).evaluate(m, m))

// Layers as fields of a class that is generic in its sizes.
class Block<F extends number> {
  readonly conv
  constructor(filters: F) {
    this.conv = (() => tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' }))()
  }
  call<H extends number, W extends number, C extends number>(x: tf.SymbolicTensor<['batch', H, W, C]>) {
    return tf.relu(this.conv(x))
  }
}
expectType<tf.SymbolicTensor<['batch', 8, 8, 16]>>(new Block(16).call(tf.input({ shape: [8, 8, 3] })))
