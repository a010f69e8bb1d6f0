import { zeros } from '../initializers/zeros.js'
import { add } from '../ops/add.js'
import { cast } from '../ops/cast.js'
import { concat } from '../ops/concat.js'
import { expandDims } from '../ops/expandDims.js'
import { greater } from '../ops/greater.js'
import { matMul } from '../ops/matMul.js'
import { reverse } from '../ops/reverse.js'
import { scan } from '../ops/scan.js'
import { split } from '../ops/split.js'
import { transpose } from '../ops/transpose.js'
import { where } from '../ops/where.js'
import type { Spec } from '../graph/node.js'
import { activation } from '../options/activation.js'
import { constraint } from '../options/constraint.js'
import { count } from '../options/count.js'
import { flag } from '../options/flag.js'
import { initializer } from '../options/initializer.js'
import type { ValuesOf } from '../options/option.js'
import { regularizer } from '../options/regularizer.js'
import type { AnyTensor } from '../tensor.js'
import { layerOptions } from './definition.js'
import { knownSize } from './knownSize.js'
import { initialState } from './ops/initialState.js'
import { biasOptions, kernelOptions, parameter, statistic } from './parameters.js'
import type { LayerRule } from './rule.js'
import type { sequence, withStates } from './sequence.js'
import type { StateHandle } from './state.js'
import type { WeightSpec } from './weight.js'

// What lstm and simpleRNN have in common: all but the step.

/** @typeParam States The names of the states, of which the first one is the output too. */
export interface Recurrent<
  Op extends string,
  Units,
  Sequences,
  State,
  States extends readonly unknown[],
> extends LayerRule {
  readonly op: Op
  readonly options: [Units, Sequences, State]
  readonly output: withStates<sequence<this['input'], Units, Sequences>, this['input'], Units, State, States>
  readonly takes: 'mask' | 'initialState'
}

export const recurrentOptions = {
  /** The size of the output and of the state. */
  units: count(),
  activation: activation('tanh'),
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
type Values = ValuesOf<typeof recurrentOptions>

/** The weights; those of several gates stand side by side. */
export function recurrentWeights(x: Spec, { units, useBias, ...given }: Values, gates: number) {
  const width = gates * units
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
    bias: useBias ? parameter([width], given.biasInitializer, given.biasRegularizer, given.biasConstraint) : undefined,
  }
}
/** What a state is kept in from call to call. */
export function remembered(x: Spec, { stateful, units }: Values): WeightSpec | undefined {
  return stateful ? statistic([knownSize(x, 0), units], zeros()) : undefined
}
/** The mask goes on with the steps. */
export function passesMaskOfSteps(
  [mask]: readonly (AnyTensor | undefined)[],
  _: AnyTensor,
  { returnSequences }: Values,
): AnyTensor | undefined {
  return returnSequences ? mask : undefined
}

/** From the states and what a step's input has become, its product with the kernel and the bias, to the next states. */
type Step = (states: readonly AnyTensor[], x: AnyTensor) => readonly AnyTensor[]
interface Around {
  readonly options: Values
  readonly weights: { readonly kernel: AnyTensor; readonly bias: AnyTensor | undefined }
  readonly masks: readonly (AnyTensor | undefined)[]
  readonly initialState: readonly AnyTensor[] | undefined
}
/**
 * Runs a step over time.
 *
 * @param around What the layer's call has beside its input.
 * @param kept Where the states are kept from call to call, or `undefined` for each.
 */
export function overTime(
  x: AnyTensor,
  { options, weights: { kernel, bias }, masks: [mask], initialState: given }: Around,
  kept: readonly (StateHandle | undefined)[],
  step: Step,
): AnyTensor | readonly AnyTensor[] {
  const { units, returnSequences, returnState, goBackwards } = options
  // Time first: each step is then one piece of memory. One product for all steps; the loop multiplies the state alone.
  const product = matMul(transpose(x, [1, 0, 2]), kernel)
  const inputs = bias === undefined ? product : add(product, bias)
  const begin = given ?? kept.map((state) => state?.read() ?? initialState(x, units))
  const [states, all] = scan(
    (carry, xt) => {
      const next = mask === undefined ? step(carry, xt) : masked(step, carry, xt)
      return [next, next[0]!]
    },
    begin,
    mask === undefined ? inputs : withMask(inputs, mask),
    { reverse: goBackwards },
  )
  kept.forEach((state, i) => state?.write(states[i]!))
  // Keras returns the steps in the order in which they ran.
  const sequence = () => transpose(goBackwards ? reverse(all, 0) : all, [1, 0, 2])
  const output = returnSequences ? sequence() : states[0]!
  return returnState ? [output, ...states] : output
}

/** The mask [batch, time] as one more feature of each step. */
function withMask(steps: AnyTensor, mask: AnyTensor): AnyTensor {
  return concat([steps, expandDims(cast(transpose(mask, [1, 0]), 'float32'), -1)], -1)
}
/** Where the mask is false the states stay. */
function masked(step: Step, states: readonly AnyTensor[], x: AnyTensor): readonly AnyTensor[] {
  const [features, mask]: readonly AnyTensor[] = split(x, [-1, 1], -1)
  const isThere = greater(mask!, 0.5)
  return step(states, features!).map((next, i) => where(isThere, next, states[i]!))
}
