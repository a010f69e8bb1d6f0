import { add } from '../ops/add.js'
import { initialState } from './ops/initialState.js'
import { matMul } from '../ops/matMul.js'
import { mul } from '../ops/mul.js'
import { concat } from '../ops/concat.js'
import { ones } from '../ops/ones.js'
import { reverse } from '../ops/reverse.js'
import { scan } from '../ops/scan.js'
import { split } from '../ops/split.js'
import { transpose } from '../ops/transpose.js'
import type { Shape } from '../shape/dimension.js'
import { failure, ok, type Failure, type Ok } from '../shape/outcome.js'
import { showShape } from '../shape/show.js'
import type { AnyTensor } from '../tensor.js'

import { activationOf, type ActivationName } from './activations.js'
import { checked, type Config, type Name } from './config.js'
import { initializer, type Initializer, type InitializerName } from './initializers.js'
import { configKeys, knownSize, makeLayer, type Get, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

/** What recurrent layers run over. */
export type sequence<S, Units, Sequences> =
  S extends readonly [infer Batch, infer Time, unknown] ?
    Ok<
      boolean extends Sequences ? number[]
      : Sequences extends true ? [Batch, Time, Units]
      : [Batch, Units]
    >
  : S extends Shape ?
    number extends S['length'] ?
      Ok<number[]>
    : needsSequence<S>
  : never
function ofRank3(shape: Shape): Ok<Shape> | Failure {
  return shape.length === 3 ? ok(shape) : needsSequence(shape)
}
export interface needsSequence<S> extends Failure {
  readonly message: `needs rank 3, [batch, time, features], got ${showShape<S>}`
}
export function needsSequence(shape: Shape) {
  return failure(`needs rank 3, [batch, time, features], got ${showShape(shape)}`, {
    code: 'needsSequence',
    shapes: [shape],
  })
}

export interface Lstm<Units, Sequences> extends LayerRule {
  readonly op: 'lstm'
  readonly output: sequence<this['input'], Units, Sequences>
}

export interface LstmConfig extends LayerConfig {
  /** The size of the output and of the state. */
  readonly units: number
  readonly activation?: Name<ActivationName>
  readonly recurrentActivation?: Name<ActivationName>
  readonly useBias?: boolean
  /** Start with a bias of 1 at the forget gate; true unless it is given. */
  readonly unitForgetBias?: boolean
  /** Return the output of every step, not the last one alone. */
  readonly returnSequences?: boolean
  /** Go through time from the end. */
  readonly goBackwards?: boolean
  readonly kernelInitializer?: Name<InitializerName> | Initializer
  readonly recurrentInitializer?: Name<InitializerName> | Initializer
  readonly biasInitializer?: Name<InitializerName> | Initializer
}
const options = [
  'units',
  'activation',
  'recurrentActivation',
  'useBias',
  'unitForgetBias',
  'returnSequences',
  'goBackwards',
  'kernelInitializer',
  'recurrentInitializer',
  'biasInitializer',
  ...configKeys,
] as const

/**
 * A long short-term memory: a recurrent layer that runs over the time axis, whose length may be a name.
 *
 * Shapes: [batch, time, features] to [batch, units], or to [batch, time, units] with `returnSequences`. Weights:
 * `kernel` [features, 4 units], `recurrentKernel` [units, 4 units], `bias` [4 units]; gates in the order input, forget,
 * cell, output.
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
  config: Config<'lstm', C, LstmConfig>,
): LayerOf<Lstm<C['units'], Get<C, 'returnSequences', false>>, C> {
  const given = checked<LstmConfig>('lstm', config, options, ['units'])
  const { units, useBias = true, unitForgetBias = true, returnSequences = false, goBackwards = false } = given
  const activation = activationOf('lstm', given.activation ?? 'tanh')
  const gate = activationOf('lstm', given.recurrentActivation ?? 'sigmoid', 'recurrentActivation')
  const initializers = {
    kernel: initializer('lstm', 'kernelInitializer', given.kernelInitializer ?? 'glorotUniform'),
    recurrentKernel: initializer('lstm', 'recurrentInitializer', given.recurrentInitializer ?? 'orthogonal'),
    bias: initializer('lstm', 'biasInitializer', given.biasInitializer ?? 'zeros'),
  }
  return makeLayer({
    kind: 'lstm',
    config: given,
    accepts: ofRank3,
    weights([x]) {
      const width = 4 * units
      return {
        kernel: { shape: [knownSize('lstm', x!, -1), width], initializer: initializers.kernel },
        recurrentKernel: { shape: [units, width], initializer: initializers.recurrentKernel },
        ...(useBias && {
          bias: { shape: [width], initializer: unitForgetBias ? withForgetBias(initializers.bias) : initializers.bias },
        }),
      }
    },
    call([x], { kernel, recurrentKernel, bias }) {
      // Time first: each step is then one piece of memory. One product for all steps; the loop multiplies the state alone.
      const product = matMul(transpose(x!, [1, 0, 2]), kernel!)
      const inputs = bias === undefined ? product : add(product, bias)
      const zeros = initialState(x!, units)
      const [[last], all] = scan(
        ([h, c], xt) => {
          const gates: readonly AnyTensor[] = split(add(xt, matMul(h, recurrentKernel!)), 4, -1)
          const [input, forget, cell, output] = gates
          const nextC = add(mul(gate(forget!), c), mul(gate(input!), activation(cell!)))
          const nextH = mul(gate(output!), activation(nextC))
          return [[nextH, nextC], nextH]
        },
        [zeros, zeros],
        inputs,
        { reverse: goBackwards },
      )
      if (!returnSequences) return last
      // Keras returns the steps in the order in which they ran.
      return transpose(goBackwards ? reverse(all, 0) : all, [1, 0, 2])
    },
  })
}

/** Ones for the second of four gates. */
function withForgetBias(init: Initializer): Initializer {
  return ([width]) => concat([init([width! / 4]), ones([width! / 4]), init([width! / 2])])
}
