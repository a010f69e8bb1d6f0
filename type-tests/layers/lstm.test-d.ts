import { expectType } from 'tsd'
import * as tf from 'tupleflow'

declare const steps: tf.SymbolicTensor<['batch', 'seq', 8]>
declare const composite: tf.SymbolicTensor<['batch', '(seq+1)//2', 8]>
declare const anyRank: tf.SymbolicTensor
declare const flat: tf.SymbolicTensor<['batch', 100]>
declare const eager: tf.Tensor<[4, 5, 8]>

expectType<tf.SymbolicTensor<['batch', 32]>>(tf.layers.lstm({ units: 32 })(steps))
const all = tf.layers.lstm({ units: 32, returnSequences: true })
expectType<tf.SymbolicTensor<['batch', 'seq', 32]>>(all(steps))
expectType<tf.SymbolicTensor<['batch', '(seq+1)//2', 32]>>(all.apply(composite))
expectType<tf.SymbolicTensor<number[]>>(all(anyRank))
expectType<tf.Tensor<[4, 5, 32]>>(all(eager))
expectType<tf.Tensor<[4, 32]>>(tf.layers.lstm({ units: 32, returnSequences: false, goBackwards: true })(eager))
declare const returnSequences: boolean
expectType<tf.Tensor<number[]>>(tf.layers.lstm({ units: 32, returnSequences })(eager))

// @ts-expect-error lstm: needs rank 3, [batch, time, features], got [batch, 100]; a recurrent layer gives every step with 'returnSequences'
all(flat)
// @ts-expect-error lstm: units is an integer of at least 1, got 0
tf.layers.lstm({ units: 0 })
// @ts-expect-error lstm: 'hard' is not a known recurrentActivation
tf.layers.lstm({ units: 1, recurrentActivation: 'hard' })
// @ts-expect-error lstm: 'eye' is not a known recurrentInitializer
tf.layers.lstm({ units: 1, recurrentInitializer: 'eye' })

expectType<[tf.SymbolicTensor<['batch', 2]>, tf.SymbolicTensor<['batch', 2]>, tf.SymbolicTensor<['batch', 2]>]>(
  tf.layers.lstm({ units: 2, returnState: true })({} as tf.SymbolicTensor<['batch', 'seq', 8]>),
)
