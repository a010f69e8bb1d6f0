import { add } from '../ops/add.js'
import { conv2d as convolve, type conv2dRule } from '../ops/conv2d.js'
import type { Dim, Shape } from '../shape/dimension.js'
import { pair, type Pair, type pair as PairOf } from '../shape/window.js'
import { activationOf, type ActivationName } from './activations.js'
import { checked, paddingOf, type Config, type Name } from './config.js'
import { image } from './image.js'
import { initializer, type Initializer, type InitializerName } from './initializers.js'
import { configKeys, knownSize, makeLayer, type Get, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

/** The filter has as many channels as the image. */
export type conv2dLayerRule<S, Filters, Kernel extends readonly [unknown, unknown], Stride, P, Dilation> =
  S extends readonly [infer B extends Dim, infer H extends Dim, infer W extends Dim, infer C extends Dim] ?
    conv2dRule<[B, H, W, C], [Kernel[0] & Dim, Kernel[1] & Dim, C, Filters & Dim], Stride, P, Dilation>
  : S extends Shape ? image<S>
  : never
export interface Conv2d<Filters, Kernel extends readonly [unknown, unknown], Stride, P, Dilation> extends LayerRule {
  readonly op: 'conv2d'
  readonly output: conv2dLayerRule<this['input'], Filters, Kernel, Stride, P, Dilation>
}

export interface Conv2dConfig extends LayerConfig {
  /** The number of channels that come out. */
  readonly filters: number
  readonly kernelSize: Pair
  readonly strides?: Pair
  readonly padding?: Name<'valid' | 'same'>
  readonly dilationRate?: Pair
  readonly activation?: Name<ActivationName>
  readonly useBias?: boolean
  readonly kernelInitializer?: Name<InitializerName> | Initializer
  readonly biasInitializer?: Name<InitializerName> | Initializer
}
const options = [
  'filters',
  'kernelSize',
  'strides',
  'padding',
  'dilationRate',
  'activation',
  'useBias',
  'kernelInitializer',
  'biasInitializer',
  ...configKeys,
] as const

/**
 * A two-dimensional convolution: `activation(conv2d(x, kernel) + bias)`.
 *
 * Shapes: [batch, height, width, channels] to [batch, ., ., filters]. Weights: `kernel` [height, width, channels,
 * filters], `bias` [filters].
 *
 * @throws ShapeError `conv2d: a window of 3 does not fit into axis 1 of [batch, 2, 2, 1], which is 2`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [28, 28, 1] })
 * const y = tf.layers.conv2d({ filters: 8, kernelSize: 3, activation: 'relu' })(x) // ['batch', 26, 26, 8]
 * ```
 */
export function conv2d<const C extends Conv2dConfig>(
  config: Config<'conv2d', C, Conv2dConfig>,
): LayerOf<
  Conv2d<
    C['filters'],
    PairOf<C['kernelSize']>,
    Get<C, 'strides', 1>,
    Get<C, 'padding', 'valid'>,
    Get<C, 'dilationRate', 1>
  >,
  C
> {
  const given = checked<Conv2dConfig>('conv2d', config, options, ['filters', 'kernelSize'])
  const { filters, kernelSize, strides = 1, dilationRate = 1, useBias = true } = given
  const { kernelInitializer = 'glorotUniform', biasInitializer = 'zeros' } = given
  const padding = paddingOf('conv2d', given.padding ?? 'valid')
  const activation = activationOf('conv2d', given.activation ?? 'linear')
  const kernel = initializer('conv2d', 'kernelInitializer', kernelInitializer)
  const bias = initializer('conv2d', 'biasInitializer', biasInitializer)
  return makeLayer({
    kind: 'conv2d',
    config: given,
    accepts: image,
    weights: ([x]) => ({
      kernel: { shape: [...pair(kernelSize), knownSize('conv2d', x!, -1), filters], initializer: kernel },
      ...(useBias && { bias: { shape: [filters], initializer: bias } }),
    }),
    call([x], { kernel, bias }) {
      const slid = convolve(x!, kernel!, strides, padding, 'NHWC', dilationRate)
      return activation(bias === undefined ? slid : add(slid, bias))
    },
  })
}
