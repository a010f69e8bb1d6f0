import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const x: tf.SymbolicTensor<['batch', 10]>
declare const steps: tf.SymbolicTensor<['batch', 'seq', 10]>
declare const composite: tf.SymbolicTensor<['2*h+1', 'batch', 3]>
declare const open: tf.SymbolicTensor<[number, 10]>
declare const unknown: tf.SymbolicTensor<['batch', number]>
declare const anyRank: tf.SymbolicTensor
declare const vector: tf.SymbolicTensor<['batch']>
declare const m: tf.Tensor<[4, 10]>
declare const either: tf.AnyTensor

const dense = tf.layers.dense({ units: 16 })
expectType<tf.SymbolicTensor<['batch', 16]>>(dense(x))
expectType<tf.SymbolicTensor<['batch', 16]>>(dense.apply(x))
expectType<tf.SymbolicTensor<['batch', 'seq', 16]>>(dense(steps))
expectType<tf.SymbolicTensor<['2*h+1', 'batch', 16]>>(dense(composite))
expectType<tf.SymbolicTensor<[number, 16]>>(dense(open))
expectType<tf.SymbolicTensor<['batch', 16]>>(dense(unknown))
expectType<tf.SymbolicTensor<number[]>>(dense(anyRank))
expectType<tf.Tensor<[4, 16]>>(dense(m))
expectType<tf.Tensor<[4, 16]>>(dense(m, { training: true }))
dense(either)
declare const units: number
expectType<tf.SymbolicTensor<['batch', number]>>(tf.layers.dense({ units })(x))
expectType<[32, 16]>({} as tf.OutputOf<typeof dense, [32, 10]>)

// @ts-expect-error dense: needs rank 2 or more, got [batch]
dense(vector)
// @ts-expect-error dense: needs rank 2 or more, got [batch]
dense.apply(vector)
// A failed call gives an unknown shape, and the next line is quiet.
// @ts-expect-error dense: needs rank 2 or more, got [batch]
expectType<tf.SymbolicTensor<number[]>>(tf.add(dense(vector), x))

const first = tf.layers.dense({ units: 16, inputShape: [10] })
expectType<tf.SymbolicTensor<['batch', 16]>>(first(x))
expectType<tf.Tensor<[4, 16]>>(first(m))
declare const wider: tf.SymbolicTensor<['batch', 12]>
// @ts-expect-error dense: expects [batch, 10], got [batch, 12]: axis 1 is 10 vs 12
first(wider)
// @ts-expect-error dense: expects [batch, 10], got [batch, seq, 10]: the ranks differ
first(steps)
const fixed = tf.layers.dense({ units: 16, batchInputShape: [4, 10] })
expectType<tf.Tensor<[4, 16]>>(fixed(m))
// @ts-expect-error dense: expects [4, 10], got [batch, 10]: axis 0 is 4 vs batch
fixed(x)

// @ts-expect-error dense: units is an integer of at least 1, got 0
tf.layers.dense({ units: 0 })
// @ts-expect-error dense: units is an integer of at least 1, got -3
tf.layers.dense({ units: -3 })
// @ts-expect-error dense: units is an integer of at least 1, got 2.5
tf.layers.dense({ units: 2.5 })
// @ts-expect-error dense: 'reLU' is not a known activation
tf.layers.dense({ units: 2, activation: 'reLU' })
// @ts-expect-error dense: there is no option 'bias'
tf.layers.dense({ units: 2, bias: true })
// @ts-expect-error dense: 'glorot' is not a known kernelInitializer
tf.layers.dense({ units: 2, kernelInitializer: 'glorot' })
declare const activation: string
tf.layers.dense({ units: 2, activation, kernelInitializer: (shape) => tf.zeros([...shape]) })

export function inGenericCode<B extends number, F extends number>(x: tf.Tensor<[B, F]>): tf.Tensor<[B, 3]> {
  return tf.layers.dense({ units: 3 })(x)
}
