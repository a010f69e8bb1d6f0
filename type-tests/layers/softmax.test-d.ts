import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { apply } from '../../src/layers/rule.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const x: tf.SymbolicTensor<['batch', '2*seq', 10]>
declare const anyRank: tf.SymbolicTensor
declare const eager: tf.Tensor<[4, 10]>

expectType<tf.SymbolicTensor<['batch', '2*seq', 10]>>(tf.layers.softmax()(x))
expectType<tf.SymbolicTensor>(tf.layers.softmax({ axis: 2 })(anyRank))
expectType<tf.Tensor<[4, 10]>>(tf.layers.softmax({ axis: 1 })(eager))

const third = tf.layers.softmax({ axis: 2 })
// @ts-expect-error softmax: axis 2 is out of range for [4, 10]
third(eager)
expectType<'softmax: axis 2 is out of range for [4, 10]'>({} as Sentence<apply<typeof third.rule, [4, 10]>, 'softmax'>)
// @ts-expect-error softmax: there is no option 'dim'
tf.layers.softmax({ dim: 1 })
