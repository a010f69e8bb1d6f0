import { add } from '../ops/add.js'
import { matMul } from '../ops/matMul.js'
import type { Config, ConfigOf, Get, Open } from '../options/option.js'
import { defineLayer } from './definition.js'
import { makeLayer } from './layer.js'
import {
  overTime,
  passesMaskOfSteps,
  recurrentOptions,
  recurrentWeights,
  remembered,
  type Recurrent,
} from './recurrent.js'
import type { MadeLayer } from './rule.js'
import { ofRank3 } from './sequence.js'

export interface SimpleRNN<Units, Sequences, State> extends Recurrent<'simpleRNN', Units, Sequences, State, ['h']> {}

const options = recurrentOptions
type O = typeof options
export interface SimpleRNNConfig extends ConfigOf<O> {}

const definition = defineLayer({
  kind: 'simpleRNN',
  options,
  initialState: 1,
  mask: passesMaskOfSteps,
  accepts: ofRank3,
  weights: (x, given) => recurrentWeights(x, given, 1),
  states: (x, given) => ({ h: remembered(x, given) }),
  call(x, around) {
    const { recurrentKernel } = around.weights
    const { activation } = around.options
    return overTime(x, around, [around.states.h], ([h], xt) => [activation(add(xt, matMul(h!, recurrentKernel)))])
  },
})

/**
 * A recurrent layer whose state is its last output: `h = activation(x · kernel + h · recurrentKernel + bias)` for each step
 * of the time axis, whose length may be a name.
 *
 * Shapes: [batch, time, features] to [batch, units], or to [batch, time, units] with `returnSequences`. Weights:
 * `kernel` [features, units], `recurrentKernel` [units, units], `bias` [units].
 * With `returnState` it returns a list: the output, and the last state `h`, [batch, units].
 *
 * A mask leaves steps out: the state stays. `stateful` begins each call with what the one before ended with, also in
 * `predict`; the batch has to be known then (`batchInputShape`). A call can be given `{ initialState: [h] }`.
 *
 * @throws ShapeError `simpleRNN: needs rank 3, [batch, time, features], got [batch, 100]; a recurrent layer gives every step with 'returnSequences'`
 *
 * @example
 * ```ts
 * const steps = tf.input({ shape: ['seq', 8] })
 * const last = tf.layers.simpleRNN({ units: 32 })(steps) // SymbolicTensor<['batch', 32]>
 * const all = tf.layers.simpleRNN({ units: 32, returnSequences: true })(steps) // SymbolicTensor<['batch', 'seq', 32]>
 * ```
 */
export function simpleRNN<const C extends Open<SimpleRNNConfig>>(
  config: Config<'simpleRNN', C, O, 'units'>,
): MadeLayer<
  SimpleRNN<C['units' & keyof C], Get<C, O, 'returnSequences'>, Get<C, O, 'returnState'>>,
  Config<'simpleRNN', C, O, 'units'>
> {
  return makeLayer(definition, config)
}
