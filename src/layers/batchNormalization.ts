import { alongAxis } from '../ops/common/axis.js'
import { movingBatchNorm } from './ops/movingBatchNorm.js'
import { axisOf } from '../shape/axes.js'
import type { Shape } from '../shape/dimension.js'
import { checked, type Config, type Name, type Open } from './config.js'
import { initializer, type Initializer, type InitializerName } from './initializers.js'
import { configKeys, knownSize, makeLayer, type Get, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

export interface BatchNormalization<Axis> extends LayerRule {
  readonly op: 'batchNormalization'
  readonly output: this['input'] extends infer S extends Shape ? alongAxis<S, Axis> : never
}

export interface BatchNormalizationConfig extends LayerConfig {
  /** The axis of the channels; the last unless it is given. */
  readonly axis?: number
  /** How much of the moving statistics stays in each training step; 0.99 unless it is given. */
  readonly momentum?: number
  /** Added to the variance; 0.001 unless it is given. */
  readonly epsilon?: number
  /** Add `beta`. */
  readonly center?: boolean
  /** Multiply with `gamma`. */
  readonly scale?: boolean
  readonly betaInitializer?: Name<InitializerName> | Initializer
  readonly gammaInitializer?: Name<InitializerName> | Initializer
  readonly movingMeanInitializer?: Name<InitializerName> | Initializer
  readonly movingVarianceInitializer?: Name<InitializerName> | Initializer
}
const options = [
  'axis',
  'momentum',
  'epsilon',
  'center',
  'scale',
  'betaInitializer',
  'gammaInitializer',
  'movingMeanInitializer',
  'movingVarianceInitializer',
  ...configKeys,
] as const

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
export function batchNormalization<const C extends Open<BatchNormalizationConfig> = {}>(
  config?: Config<'batchNormalization', C, BatchNormalizationConfig>,
): LayerOf<BatchNormalization<Get<C, 'axis', -1>>, C> {
  const kind = 'batchNormalization'
  const given = checked<BatchNormalizationConfig>(kind, config, options)
  const { axis = -1, momentum = 0.99, epsilon = 1e-3, center = true, scale = true, trainable = true } = given
  const gamma = initializer(kind, 'gammaInitializer', given.gammaInitializer ?? 'ones')
  const beta = initializer(kind, 'betaInitializer', given.betaInitializer ?? 'zeros')
  const movingMean = initializer(kind, 'movingMeanInitializer', given.movingMeanInitializer ?? 'zeros')
  const movingVariance = initializer(kind, 'movingVarianceInitializer', given.movingVarianceInitializer ?? 'ones')
  return makeLayer({
    kind,
    config: given,
    accepts: (x) => alongAxis(x, axis),
    weights([x]) {
      const shape = [knownSize(kind, x!, axis)]
      return {
        ...(scale && { gamma: { shape, initializer: gamma } }),
        ...(center && { beta: { shape, initializer: beta } }),
        movingMean: { shape, initializer: movingMean, trainable: false },
        movingVariance: { shape, initializer: movingVariance, trainable: false },
      }
    },
    call([x], { gamma, beta, movingMean, movingVariance }, states) {
      return movingBatchNorm(
        x!,
        { mean: movingMean!, variance: movingVariance!, offset: beta, scale: gamma },
        {
          axis: axisOf(x!.shape, axis)!,
          momentum,
          varianceEpsilon: epsilon,
          moving: trainable ? { mean: states['movingMean']!, variance: states['movingVariance']! } : undefined,
        },
      )
    },
  })
}
