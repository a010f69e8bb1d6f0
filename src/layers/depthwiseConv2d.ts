import { add } from '../ops/add.js'
import { depthwiseConv2d as convolve, type depthwiseConv2dRule } from '../ops/depthwiseConv2d.js'
import type { Dim, Shape } from '../shape/dimension.js'
import { pair, type Pair, type pair as PairOf } from '../shape/window.js'
import { activationOf, type ActivationName } from './activations.js'
import { checked, paddingOf, type Config, type Name } from './config.js'
import { image } from './image.js'
import { initializer, type Initializer, type InitializerName } from './initializers.js'
import { configKeys, knownSize, makeLayer, type Get, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

/** The filter has as many channels as the image. */
export type depthwiseConv2dLayerRule<S, Kernel extends readonly [unknown, unknown], Multiplier, Stride, P, Dilation> =
  S extends readonly [infer B extends Dim, infer H extends Dim, infer W extends Dim, infer C extends Dim] ?
    depthwiseConv2dRule<[B, H, W, C], [Kernel[0] & Dim, Kernel[1] & Dim, C, Multiplier & Dim], Stride, P, Dilation>
  : S extends Shape ? image<S>
  : never
export interface DepthwiseConv2d<
  Kernel extends readonly [unknown, unknown],
  Multiplier,
  Stride,
  P,
  Dilation,
> extends LayerRule {
  readonly op: 'depthwiseConv2d'
  readonly output: depthwiseConv2dLayerRule<this['input'], Kernel, Multiplier, Stride, P, Dilation>
}

export interface DepthwiseConv2dConfig extends LayerConfig {
  readonly kernelSize: Pair
  readonly strides?: Pair
  readonly padding?: Name<'valid' | 'same'>
  /** How many channels come out of each one; 1 unless it is given. */
  readonly depthMultiplier?: number
  readonly dilationRate?: Pair
  readonly activation?: Name<ActivationName>
  readonly useBias?: boolean
  readonly depthwiseInitializer?: Name<InitializerName> | Initializer
  readonly biasInitializer?: Name<InitializerName> | Initializer
}
const options = [
  'kernelSize',
  'strides',
  'padding',
  'depthMultiplier',
  'dilationRate',
  'activation',
  'useBias',
  'depthwiseInitializer',
  'biasInitializer',
  ...configKeys,
] as const

/**
 * A two-dimensional convolution of each channel on its own: `activation(depthwiseConv2d(x, kernel) + bias)`.
 *
 * Shapes: [batch, height, width, channels] to [batch, ., ., channels * depthMultiplier]. Weights: `kernel` [height,
 * width, channels, depthMultiplier], `bias` [channels * depthMultiplier].
 *
 * @throws ShapeError `depthwiseConv2d: a window of 3 does not fit into axis 1 of [batch, 2, 2, 1], which is 2`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [28, 28, 8] })
 * const y = tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 })(x) // SymbolicTensor<['batch', 26, 26, 16]>
 * ```
 */
export function depthwiseConv2d<const C extends DepthwiseConv2dConfig>(
  config: Config<'depthwiseConv2d', C, DepthwiseConv2dConfig>,
): LayerOf<
  DepthwiseConv2d<
    PairOf<C['kernelSize']>,
    Get<C, 'depthMultiplier', 1>,
    Get<C, 'strides', 1>,
    Get<C, 'padding', 'valid'>,
    Get<C, 'dilationRate', 1>
  >,
  C
> {
  const given = checked<DepthwiseConv2dConfig>('depthwiseConv2d', config, options, ['kernelSize'])
  const { kernelSize, strides = 1, depthMultiplier = 1, dilationRate = 1, useBias = true } = given
  const { depthwiseInitializer = 'glorotUniform', biasInitializer = 'zeros' } = given
  const padding = paddingOf('depthwiseConv2d', given.padding ?? 'valid')
  const activation = activationOf('depthwiseConv2d', given.activation ?? 'linear')
  const kernel = initializer('depthwiseConv2d', 'depthwiseInitializer', depthwiseInitializer)
  const bias = initializer('depthwiseConv2d', 'biasInitializer', biasInitializer)
  return makeLayer({
    kind: 'depthwiseConv2d',
    config: given,
    accepts: image,
    weights([x]) {
      const channels = knownSize('depthwiseConv2d', x!, -1)
      return {
        kernel: { shape: [...pair(kernelSize), channels, depthMultiplier], initializer: kernel },
        ...(useBias && { bias: { shape: [channels * depthMultiplier], initializer: bias } }),
      }
    },
    call([x], { kernel, bias }) {
      const slid = convolve(x!, kernel!, strides, padding, 'NHWC', dilationRate)
      return activation(bias === undefined ? slid : add(slid, bias))
    },
  })
}
