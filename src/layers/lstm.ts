import type { Initializer } from '../initializers/initializer.js'
import { add } from '../ops/add.js'
import { concat } from '../ops/concat.js'
import { matMul } from '../ops/matMul.js'
import { mul } from '../ops/mul.js'
import { ones } from '../ops/ones.js'
import { split } from '../ops/split.js'
import { activation } from '../options/activation.js'
import { flag } from '../options/flag.js'
import type { Config, ConfigOf, Get, Open } from '../options/option.js'
import type { AnyTensor } from '../tensor.js'
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

export interface Lstm<Units, Sequences, State> extends Recurrent<'lstm', Units, Sequences, State, ['h', 'c']> {}

const options = {
  ...recurrentOptions,
  recurrentActivation: activation('sigmoid'),
  /** Start with a bias of 1 at the forget gate; true unless it is given. */
  unitForgetBias: flag(true),
}
type O = typeof options
export interface LstmConfig extends ConfigOf<O> {}

const definition = defineLayer({
  kind: 'lstm',
  options,
  initialState: 2,
  mask: passesMaskOfSteps,
  accepts: ofRank3,
  weights(x, given) {
    const { bias, ...kernels } = recurrentWeights(x, given, 4)
    const forgetting = bias && given.unitForgetBias
    return { ...kernels, bias: forgetting ? { ...bias, initializer: withForgetBias(given.biasInitializer) } : bias }
  },
  states: (x, given) => ({ h: remembered(x, given), c: remembered(x, given) }),
  call(x, around) {
    const { recurrentKernel } = around.weights
    const { activation, recurrentActivation: gate } = around.options
    return overTime(x, around, [around.states.h, around.states.c], ([h, c], xt) => {
      const gates: readonly AnyTensor[] = split(add(xt, matMul(h!, recurrentKernel)), 4, -1)
      const [input, forget, cell, output] = gates
      const nextC = add(mul(gate(forget!), c!), mul(gate(input!), activation(cell!)))
      return [mul(gate(output!), activation(nextC)), nextC]
    })
  },
})

/** Ones for the second of four gates. */
function withForgetBias(initializer: Initializer) {
  return ([width]: readonly number[]) =>
    concat([initializer.apply([width! / 4]), ones([width! / 4]), initializer.apply([width! / 2])])
}

/**
 * A long short-term memory: a recurrent layer that runs over the time axis, whose length may be a name.
 *
 * Shapes: [batch, time, features] to [batch, units], or to [batch, time, units] with `returnSequences`. Weights:
 * `kernel` [features, 4 units], `recurrentKernel` [units, 4 units], `bias` [4 units]; gates in the order input, forget,
 * cell, output.
 * With `returnState` it returns a list: the output, and the last states `h` and `c`, both [batch, units].
 *
 * A mask leaves steps out: the state stays. `stateful` begins each call with what the one before ended with, also in
 * `predict`; the batch has to be known then (`batchInputShape`). A call can be given `{ initialState: [h, c] }`.
 *
 * @throws ShapeError `lstm: needs rank 3, [batch, time, features], got [batch, 100]; a recurrent layer gives every step with 'returnSequences'`
 *
 * @example
 * ```ts
 * const steps = tf.input({ shape: ['seq', 8] })
 * const last = tf.layers.lstm({ units: 32 })(steps) // SymbolicTensor<['batch', 32]>
 * const all = tf.layers.lstm({ units: 32, returnSequences: true })(steps) // SymbolicTensor<['batch', 'seq', 32]>
 * ```
 */
export function lstm<const C extends Open<LstmConfig>>(
  config: Config<'lstm', C, O, 'units'>,
): MadeLayer<
  Lstm<C['units' & keyof C], Get<C, O, 'returnSequences'>, Get<C, O, 'returnState'>>,
  Config<'lstm', C, O, 'units'>
> {
  return makeLayer(definition, config)
}
