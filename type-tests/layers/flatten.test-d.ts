import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { flattenRowsRule } from '../../src/layers/ops/flattenRows.js'

declare const image: tf.SymbolicTensor<['batch', 7, 7, 64]>
declare const named: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const open: tf.SymbolicTensor<['batch', number, 8]>
declare const ids: tf.SymbolicTensor<['batch']>
declare const anyRank: tf.SymbolicTensor
declare const scalar: tf.SymbolicTensor<[]>
declare const eager: tf.Tensor<[4, 2, 3]>

expectType<tf.SymbolicTensor<['batch', 3136]>>(tf.layers.flatten()(image))
expectType<tf.SymbolicTensor<['batch', '8*seq']>>(tf.layers.flatten()(named))
expectType<tf.SymbolicTensor<['batch', number]>>(tf.layers.flatten()(open))
expectType<tf.SymbolicTensor<['batch', 1]>>(tf.layers.flatten()(ids))
expectType<tf.SymbolicTensor<number[]>>(tf.layers.flatten()(anyRank))
expectType<tf.Tensor<[4, 6]>>(tf.layers.flatten({ name: 'rows' })(eager))

// @ts-expect-error flatten: needs rank 1 or more, got []
tf.layers.flatten()(scalar)
expectType<'needs rank 1 or more, got []'>(null! as flattenRowsRule<[]>['message'])
// @ts-expect-error flatten: there is no option 'dataFormat'
tf.layers.flatten({ dataFormat: 'channelsLast' })
// @ts-expect-error flatten: takes an object of options, got a function
tf.layers.flatten(() => ({ name: 'rows' }))
