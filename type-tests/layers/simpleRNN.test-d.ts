import { expectType } from 'tsd'
import * as tf from 'tupleflow'
import type { apply } from '../../src/layers/rule.js'
import type { Sentence } from '../../src/shape/outcome.js'

declare const steps: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const composite: tf.SymbolicTensor<['batch', '(seq+1)//2', 8]>
declare const anyRank: tf.SymbolicTensor
declare const flat: tf.SymbolicTensor<['batch', 100]>
declare const eager: tf.Tensor<[4, 5, 8]>
declare const h: tf.Tensor<[4, 32]>

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.layers.simpleRNN({ units: 32 })(steps))
const all = tf.layers.simpleRNN({ units: 32, returnSequences: true })
expectType<tf.SymbolicTensor<['batch', 'seq', 32]>>(all(steps))
expectType<tf.SymbolicTensor<['batch', '(seq+1)//2', 32]>>(all.apply(composite))
expectType<tf.SymbolicTensor<number[]>>(all(anyRank))
expectType<tf.Tensor<[4, 5, 32]>>(all(eager, { initialState: [h] }))
expectType<[tf.Tensor<[4, 5, 2]>, tf.Tensor<[4, 2]>]>(
  tf.layers.simpleRNN({ units: 2, returnSequences: true, returnState: true })(eager),
)
declare const returnSequences: boolean
expectType<tf.Tensor<number[]>>(tf.layers.simpleRNN({ units: 32, returnSequences })(eager))

// @ts-expect-error simpleRNN: needs rank 3, [batch, time, features], got [batch, 100]; a recurrent layer gives every step with 'returnSequences'
all(flat)
expectType<"simpleRNN: needs rank 3, [batch, time, features], got [batch, 100]; a recurrent layer gives every step with 'returnSequences'">(
  {} as Sentence<apply<typeof all.rule, ['batch', 100]>, 'simpleRNN'>,
)
// @ts-expect-error simpleRNN: units is an integer of at least 1, got 0
tf.layers.simpleRNN({ units: 0 })
// @ts-expect-error simpleRNN: 'tan' is not a known activation; did you mean 'tanh'?
tf.layers.simpleRNN({ units: 1, activation: 'tan' })
// @ts-expect-error simpleRNN: there is no option 'recurrentActivation'
tf.layers.simpleRNN({ units: 1, recurrentActivation: 'tanh' })

export function inGenericCode<B extends number>(x: tf.Tensor<[B, 8, 3]>): tf.Tensor<[B, 4]> {
  return tf.layers.simpleRNN({ units: 4 })(x)
}
