import { add } from '../ops/add.js'
import { matMul, matrixRule, type needsMatrix } from '../ops/matMul.js'
import { activation } from '../options/activation.js'
import { count } from '../options/count.js'
import type { Whole } from '../shape/identity.js'
import type { Config, ConfigOf, Open } from '../options/option.js'
import type { Ok } from '../shape/outcome.js'
import { defineLayer, layerOptions, passesMask } from './definition.js'
import { knownSize } from './knownSize.js'
import { makeLayer } from './layer.js'
import { biasOptions, kernelOptions, parameter } from './parameters.js'
import type { MadeLayer, LayerRule } from './rule.js'

/** The rule of `matMul` with a matrix of weights, which has as many rows as features come in. */
export type denseRule<S, Units> =
  Whole<S> extends Whole<readonly [] | readonly [unknown]> ? needsMatrix<S>
  : Whole<S> extends Whole<readonly [...infer Rows, infer Features]> ? knownSize<S, -1, Features, Ok<[...Rows, Units]>>
  : Ok<number[]>
export interface Dense<Units> extends LayerRule {
  readonly op: 'dense'
  readonly options: [Units]
  readonly output: denseRule<this['input'], Units>
  readonly takes: 'mask'
}

const options = {
  /** The number of features that come out. */
  units: count(),
  activation: activation('linear'),
  ...kernelOptions,
  ...biasOptions,
  ...layerOptions,
}
export interface DenseConfig extends ConfigOf<typeof options> {}

const definition = defineLayer({
  kind: 'dense',
  options,
  mask: passesMask,
  // Before weights ask for the size of the last axis, which could be the only one.
  accepts: matrixRule,
  weights: (x, { units, useBias, ...given }) => ({
    kernel: parameter(
      [knownSize(x, -1), units],
      given.kernelInitializer,
      given.kernelRegularizer,
      given.kernelConstraint,
    ),
    bias: useBias ? parameter([units], given.biasInitializer, given.biasRegularizer, given.biasConstraint) : undefined,
  }),
  call(x, { weights: { kernel, bias }, options: { activation } }) {
    const product = matMul(x, kernel)
    return activation(bias === undefined ? product : add(product, bias))
  },
})

/**
 * A fully connected layer over the last axis: `activation(x · kernel + bias)`.
 *
 * Shapes: [..., features] to [..., units], of rank 2 or more. Weights: `kernel` [features, units], `bias` [units].
 *
 * @throws ShapeError `dense: needs rank 2 or more, got [10]`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [10] })
 * const h = tf.layers.dense({ units: 16, activation: 'relu' })(x) // SymbolicTensor<['batch', 16]>
 * ```
 */
export function dense<const C extends Open<DenseConfig>>(
  config: Config<'dense', C, typeof options, 'units'>,
): MadeLayer<Dense<C['units' & keyof C]>, Config<'dense', C, typeof options, 'units'>> {
  return makeLayer(definition, config)
}
