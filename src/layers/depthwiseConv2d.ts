import { add } from '../ops/add.js'
import { depthwiseConv2d as convolve } from '../ops/depthwiseConv2d.js'
import { activation } from '../options/activation.js'
import { choice } from '../options/choice.js'
import { constraint } from '../options/constraint.js'
import { count } from '../options/count.js'
import { initializer } from '../options/initializer.js'
import type { Config, ConfigOf, Get, Open } from '../options/option.js'
import { pair } from '../options/pair.js'
import { regularizer } from '../options/regularizer.js'
import type { Shape } from '../shape/dimension.js'
import type { Mul } from '../shape/open.js'
import { pair as sides, type pair as PairOf, type windows } from '../shape/window.js'
import { defineLayer, layerOptions } from './definition.js'
import { image } from './image.js'
import { knownSize } from './knownSize.js'
import { makeLayer } from './layer.js'
import { biasOptions, parameter } from './parameters.js'
import type { MadeLayer, LayerRule } from './rule.js'

/** The filter has as many channels as the image. */
export type depthwiseConv2dLayerRule<
  S extends Shape,
  Kernel extends readonly [unknown, unknown],
  Multiplier,
  Stride,
  P,
  Dilation,
> =
  S['length'] extends 4 ?
    knownSize<S, -1, S['3' & keyof S], windows<S, timesChannels<S, Multiplier>, Kernel, Stride, P, Dilation>>
  : image<S>
type timesChannels<S extends Shape, Multiplier> =
  S extends readonly [...unknown[], infer C] ?
    Multiplier extends 1 ?
      C
    : Mul<C, Multiplier>
  : never
export interface DepthwiseConv2d<
  Kernel extends readonly [unknown, unknown],
  Multiplier,
  Stride,
  P,
  Dilation,
> extends LayerRule {
  readonly op: 'depthwiseConv2d'
  readonly options: [Kernel, Multiplier, Stride, P, Dilation]
  readonly output: this['input'] extends infer S extends Shape ?
    depthwiseConv2dLayerRule<S, Kernel, Multiplier, Stride, P, Dilation>
  : never
}

const options = {
  kernelSize: pair(),
  strides: pair(1),
  padding: choice(['valid', 'same'], 'valid'),
  /** How many channels come out of each one; 1 unless it is given. */
  depthMultiplier: count(1),
  dilationRate: pair(1),
  activation: activation('linear'),
  depthwiseInitializer: initializer('glorotUniform'),
  depthwiseRegularizer: regularizer(),
  depthwiseConstraint: constraint(),
  ...biasOptions,
  ...layerOptions,
}
type O = typeof options
export interface DepthwiseConv2dConfig extends ConfigOf<O> {}

const definition = defineLayer({
  kind: 'depthwiseConv2d',
  options,
  accepts: image,
  weights(x, { kernelSize, depthMultiplier, useBias, ...given }) {
    const channels = knownSize(x, -1)
    return {
      kernel: parameter(
        [...sides(kernelSize), channels, depthMultiplier],
        given.depthwiseInitializer,
        given.depthwiseRegularizer,
        given.depthwiseConstraint,
      ),
      bias:
        useBias ?
          parameter([channels * depthMultiplier], given.biasInitializer, given.biasRegularizer, given.biasConstraint)
        : undefined,
    }
  },
  call(x, { weights: { kernel, bias }, options: { strides, padding, dilationRate, activation } }) {
    const slid = convolve(x, kernel, strides, padding, 'NHWC', dilationRate)
    return activation(bias === undefined ? slid : add(slid, bias))
  },
})

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
export function depthwiseConv2d<const C extends Open<DepthwiseConv2dConfig>>(
  config: Config<'depthwiseConv2d', C, O>,
): MadeLayer<
  DepthwiseConv2d<
    PairOf<C['kernelSize' & keyof C]>,
    Get<C, O, 'depthMultiplier'>,
    Get<C, O, 'strides'>,
    Get<C, O, 'padding'>,
    Get<C, O, 'dilationRate'>
  >,
  Config<'depthwiseConv2d', C, O>
> {
  return makeLayer(definition, config)
}
