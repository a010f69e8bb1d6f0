import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { apply } from '../../src/layers/rule.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const image: tf.SymbolicTensor<['batch', 28, 28, 3]>
declare const named: tf.SymbolicTensor<['batch', '16*h', 'w', 3]>
declare const open: tf.SymbolicTensor<['batch', number, 28, number]>
declare const anyRank: tf.SymbolicTensor
declare const small: tf.SymbolicTensor<['batch', 2, 2, 3]>
declare const flat: tf.SymbolicTensor<['batch', 28, 28]>
declare const eager: tf.Tensor<[4, 28, 28, 3]>

const deep = tf.layers.depthwiseConv2d({ kernelSize: 3 })
expectType<tf.SymbolicTensor<['batch', 26, 26, 3]>>(deep(image))
expectType<tf.SymbolicTensor<['batch', '16*h-2', 'w-2', 3]>>(deep(named))
expectType<tf.SymbolicTensor<['batch', number, 26, number]>>(deep(open))
expectType<tf.SymbolicTensor<number[]>>(deep(anyRank))
expectType<tf.Tensor<[4, 26, 26, 3]>>(deep.apply(eager))

const half = tf.layers.depthwiseConv2d({ kernelSize: [3, 5], strides: 2, padding: 'same', depthMultiplier: 2 })
expectType<tf.SymbolicTensor<['batch', 14, 14, 6]>>(half(image))
expectType<tf.SymbolicTensor<['batch', '8*h', '(w+1)//2', 6]>>(half(named))
const wide = tf.layers.depthwiseConv2d({ kernelSize: [3, 2], dilationRate: [1, 2], activation: 'relu6' })
expectType<tf.SymbolicTensor<['batch', 26, 26, 3]>>(wide(image))

// @ts-expect-error depthwiseConv2d: a window of 3 does not fit into axis 1 of [batch, 2, 2, 3], which is 2
deep(small)
// @ts-expect-error depthwiseConv2d: needs rank 4, [batch, height, width, channels], got [batch, 28, 28]
deep(flat)
expectType<'depthwiseConv2d: a window of 3 does not fit into axis 1 of [batch, 2, 2, 3], which is 2'>(
  {} as Sentence<apply<typeof deep.rule, ['batch', 2, 2, 3]>, 'depthwiseConv2d'>,
)

// @ts-expect-error depthwiseConv2d: depthMultiplier is an integer of at least 1, got 0
tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 0 })
// @ts-expect-error depthwiseConv2d: 'full' is not a known padding
tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'full' })
// @ts-expect-error depthwiseConv2d: 'he' is not a known depthwiseInitializer
tf.layers.depthwiseConv2d({ kernelSize: 3, depthwiseInitializer: 'he' })
// @ts-expect-error depthwiseConv2d: there is no option 'filters'
tf.layers.depthwiseConv2d({ kernelSize: 3, filters: 8 })

export function inGenericCode<B extends number>(x: tf.Tensor<[B, 8, 8, 2]>): tf.Tensor<[B, 6, 6, 4]> {
  return tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 })(x)
}
