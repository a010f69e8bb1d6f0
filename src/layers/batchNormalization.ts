import { alongAxis } from '../ops/common/axis.js'
import { flag } from '../options/flag.js'
import { constraint } from '../options/constraint.js'
import { initializer } from '../options/initializer.js'
import { number } from '../options/number.js'
import type { Config, ConfigOf, Get, Open } from '../options/option.js'
import { regularizer } from '../options/regularizer.js'
import { axisOf } from '../shape/axes.js'
import type { Shape } from '../shape/dimension.js'
import { defineLayer, layerOptions } from './definition.js'
import { knownSize } from './knownSize.js'
import { makeLayer } from './layer.js'
import { movingBatchNorm } from './ops/movingBatchNorm.js'
import { parameter, statistic } from './parameters.js'
import type { MadeLayer, LayerRule } from './rule.js'

export type batchNormalizationRule<S extends Shape, Axis> =
  alongAxis<S, Axis> extends infer Outcome ?
    Outcome extends { readonly failed: true } ?
      Outcome
    : knownSize<S, Axis & number, S[axisOf<S, Axis & number> & keyof S], Outcome>
  : never
export interface BatchNormalization<Axis> extends LayerRule {
  readonly op: 'batchNormalization'
  readonly options: [Axis]
  readonly output: this['input'] extends infer S extends Shape ? batchNormalizationRule<S, Axis> : never
}

const options = {
  /** The axis of the channels; the last unless it is given. */
  axis: number({ integer: true }, -1),
  /** How much of the moving statistics stays in each training step; 0.99 unless it is given. */
  momentum: number({}, 0.99),
  /** Added to the variance; 0.001 unless it is given. */
  epsilon: number({ least: 0 }, 1e-3),
  /** Add `beta`. */
  center: flag(true),
  /** Multiply with `gamma`. */
  scale: flag(true),
  betaInitializer: initializer('zeros'),
  gammaInitializer: initializer('ones'),
  movingMeanInitializer: initializer('zeros'),
  movingVarianceInitializer: initializer('ones'),
  betaRegularizer: regularizer(),
  gammaRegularizer: regularizer(),
  betaConstraint: constraint(),
  gammaConstraint: constraint(),
  ...layerOptions,
}
type O = typeof options
export interface BatchNormalizationConfig extends ConfigOf<O> {}

const definition = defineLayer({
  kind: 'batchNormalization',
  options,
  accepts: (x, { axis }) => alongAxis(x, axis),
  weights(x, { axis, scale, center, ...given }) {
    const shape = [knownSize(x, axis)]
    return {
      gamma:
        scale ? parameter(shape, given.gammaInitializer, given.gammaRegularizer, given.gammaConstraint) : undefined,
      beta: center ? parameter(shape, given.betaInitializer, given.betaRegularizer, given.betaConstraint) : undefined,
      movingMean: statistic(shape, given.movingMeanInitializer),
      movingVariance: statistic(shape, given.movingVarianceInitializer),
    }
  },
  call: (x, { weights: { gamma, beta, movingMean, movingVariance }, states, options: { axis, momentum, epsilon } }) =>
    movingBatchNorm(
      x,
      { mean: movingMean, variance: movingVariance, offset: beta, scale: gamma },
      {
        axis: axisOf(x.shape, axis)!,
        momentum,
        varianceEpsilon: epsilon,
        moving: { mean: states.movingMean.state, variance: states.movingVariance.state },
      },
    ),
})

/**
 * Batch normalisation: each channel gets the mean 0 and the variance 1, times `gamma`, plus `beta`. Training takes the
 * mean and the variance of the batch, and moves `movingMean` and `movingVariance` towards them; everything else takes
 * the moving ones. With `trainable: false` training does as well, and nothing moves.
 *
 * Shapes: any of rank 1 or more; they stay. Weights, all [channels]: `gamma`, `beta`, and, not trainable, `movingMean`,
 * `movingVariance`.
 *
 * @throws ShapeError `batchNormalization: axis 4 is out of range for [batch, 28, 28, 8]`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [28, 28, 8] })
 * const y = tf.layers.batchNormalization()(x) // SymbolicTensor<['batch', 28, 28, 8]>
 * ```
 */
export function batchNormalization<const C extends Open<BatchNormalizationConfig> = BatchNormalizationConfig>(
  config?: Config<'batchNormalization', C, O>,
): MadeLayer<BatchNormalization<Get<C, O, 'axis'>>, Config<'batchNormalization', C, O>> {
  return makeLayer(definition, config)
}
