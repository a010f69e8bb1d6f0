import { add } from '../ops/add.js'
import { cast } from '../ops/cast.js'
import { concat } from '../ops/concat.js'
import { expandDims } from '../ops/expandDims.js'
import { matMul } from '../ops/matMul.js'
import { mul } from '../ops/mul.js'
import { ones } from '../ops/ones.js'
import { reverse } from '../ops/reverse.js'
import { scan } from '../ops/scan.js'
import { split } from '../ops/split.js'
import { transpose } from '../ops/transpose.js'
import { where } from '../ops/where.js'
import { greater } from '../ops/greater.js'
import type { Initializer } from '../initializers/initializer.js'
import { zeros as zerosInitializer } from '../initializers/zeros.js'
import { activation } from '../options/activation.js'
import { constraint } from '../options/constraint.js'
import { count } from '../options/count.js'
import { flag } from '../options/flag.js'
import { initializer } from '../options/initializer.js'
import type { Config, ConfigOf, Get } from '../options/option.js'
import { regularizer } from '../options/regularizer.js'
import type { AnyTensor } from '../tensor.js'
import { defineLayer, layerOptions } from './definition.js'
import { knownSize } from './knownSize.js'
import { makeLayer } from './layer.js'
import { initialState } from './ops/initialState.js'
import { biasOptions, kernelOptions, parameter, statistic } from './parameters.js'
import type { LayerOf, LayerRule } from './rule.js'
import { ofRank3, type sequence, type withStates } from './sequence.js'

export interface Lstm<Units, Sequences, State> extends LayerRule {
  readonly op: 'lstm'
  readonly output: withStates<sequence<this['input'], Units, Sequences>, this['input'], Units, State, ['h', 'c']>
  readonly takes: 'mask' | 'initialState'
}

const options = {
  /** The size of the output and of the state. */
  units: count(),
  activation: activation('tanh'),
  recurrentActivation: activation('sigmoid'),
  /** Start with a bias of 1 at the forget gate; true unless it is given. */
  unitForgetBias: flag(true),
  /** Return the output of every step, not the last one alone. */
  returnSequences: flag(false),
  /** Return the last states too. */
  returnState: flag(false),
  /** Go through time from the end. */
  goBackwards: flag(false),
  /** Begin each call with the states that the one before has ended with. */
  stateful: flag(false),
  ...kernelOptions,
  recurrentInitializer: initializer('orthogonal'),
  recurrentRegularizer: regularizer(),
  recurrentConstraint: constraint(),
  ...biasOptions,
  ...layerOptions,
}
type O = typeof options
export interface LstmConfig extends ConfigOf<O> {}

const definition = defineLayer({
  kind: 'lstm',
  options,
  initialState: 2,
  mask: ([mask], _, { returnSequences }) => (returnSequences ? mask : undefined),
  accepts: ofRank3,
  weights(x, { units, useBias, unitForgetBias, biasInitializer, ...given }) {
    const width = 4 * units
    const bias = parameter([width], biasInitializer, given.biasRegularizer, given.biasConstraint)
    return {
      kernel: parameter(
        [knownSize(x, -1), width],
        given.kernelInitializer,
        given.kernelRegularizer,
        given.kernelConstraint,
      ),
      recurrentKernel: parameter(
        [units, width],
        given.recurrentInitializer,
        given.recurrentRegularizer,
        given.recurrentConstraint,
      ),
      bias:
        !useBias ? undefined
        : unitForgetBias ? { ...bias, initializer: withForgetBias(biasInitializer) }
        : bias,
    }
  },
  states(x, { stateful, units }) {
    const state = stateful ? statistic([knownSize(x, 0), units], zerosInitializer()) : undefined
    return { h: state, c: state }
  },
  call(x, { weights: { kernel, recurrentKernel, bias }, states, options, masks: [mask], initialState: given }) {
    const { units, activation, recurrentActivation: gate, returnSequences, returnState, goBackwards } = options
    // Time first: each step is then one piece of memory. One product for all steps; the loop multiplies the state alone.
    const product = matMul(transpose(x, [1, 0, 2]), kernel)
    const inputs = bias === undefined ? product : add(product, bias)
    const begin = given ?? [states.h?.read() ?? initialState(x, units), states.c?.read() ?? initialState(x, units)]
    const step = ([h, c]: readonly AnyTensor[], xt: AnyTensor): [AnyTensor, AnyTensor] => {
      const gates: readonly AnyTensor[] = split(add(xt, matMul(h!, recurrentKernel)), 4, -1)
      const [input, forget, cell, output] = gates
      const nextC = add(mul(gate(forget!), c!), mul(gate(input!), activation(cell!)))
      return [mul(gate(output!), activation(nextC)), nextC]
    }
    const [[h, c], all] = scan(
      (carry, xt) => {
        const next = mask === undefined ? step(carry, xt) : masked(step, carry, xt)
        return [next, next[0]]
      },
      [begin[0]!, begin[1]!],
      mask === undefined ? inputs : withMask(inputs, mask),
      { reverse: goBackwards },
    )
    states.h?.write(h)
    states.c?.write(c)
    // Keras returns the steps in the order in which they ran.
    const sequence = () => transpose(goBackwards ? reverse(all, 0) : all, [1, 0, 2])
    const output = returnSequences ? sequence() : h
    return returnState ? [output, h, c] : output
  },
})

type Step = (carry: readonly AnyTensor[], x: AnyTensor) => [AnyTensor, AnyTensor]
/** The mask [batch, time] as one more feature of each step. */
function withMask(steps: AnyTensor, mask: AnyTensor): AnyTensor {
  return concat([steps, expandDims(cast(transpose(mask, [1, 0]), 'float32'), -1)], -1)
}
/** Where the mask is false the state stays. */
function masked(step: Step, [h, c]: readonly AnyTensor[], x: AnyTensor): [AnyTensor, AnyTensor] {
  const [features, mask]: readonly AnyTensor[] = split(x, [-1, 1], -1)
  const isThere = greater(mask!, 0.5)
  const [nextH, nextC] = step([h!, c!], features!)
  return [where(isThere, nextH, h!), where(isThere, nextC, c!)]
}

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
 * @throws ShapeError `lstm: needs rank 3, [batch, time, features], got [batch, 100]`
 *
 * @example
 * ```ts
 * const steps = tf.input({ shape: ['seq', 8] })
 * const last = tf.layers.lstm({ units: 32 })(steps) // SymbolicTensor<['batch', 32]>
 * const all = tf.layers.lstm({ units: 32, returnSequences: true })(steps) // SymbolicTensor<['batch', 'seq', 32]>
 * ```
 */
export function lstm<const C extends LstmConfig>(
  config: Config<'lstm', C, O, 'units'>,
): LayerOf<Lstm<C['units'], Get<C, O, 'returnSequences'>, Get<C, O, 'returnState'>>, C> {
  return makeLayer(definition, config)
}
