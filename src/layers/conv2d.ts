import { add } from '../ops/add.js'
import { conv2d as convolve } from '../ops/conv2d.js'
import { activation } from '../options/activation.js'
import { choice } from '../options/choice.js'
import { count } from '../options/count.js'
import type { Config, ConfigOf, Get, Open } from '../options/option.js'
import { pair } from '../options/pair.js'
import type { Shape } from '../shape/dimension.js'
import { pair as sides, type pair as PairOf, type windows } from '../shape/window.js'
import { defineLayer, layerOptions } from './definition.js'
import { image } from './image.js'
import { knownSize } from './knownSize.js'
import { makeLayer } from './layer.js'
import { biasOptions, kernelOptions, parameter } from './parameters.js'
import type { MadeLayer, LayerRule } from './rule.js'

/** The filter has as many channels as the image. */
export type conv2dLayerRule<S extends Shape, Filters, Kernel extends readonly [unknown, unknown], Stride, P, Dilation> =
  S['length'] extends 4 ? knownSize<S, -1, S['3' & keyof S], windows<S, Filters, Kernel, Stride, P, Dilation>>
  : image<S>
export interface Conv2d<Filters, Kernel extends readonly [unknown, unknown], Stride, P, Dilation> extends LayerRule {
  readonly op: 'conv2d'
  readonly options: [Filters, Kernel, Stride, P, Dilation]
  readonly output: this['input'] extends infer S extends Shape ?
    conv2dLayerRule<S, Filters, Kernel, Stride, P, Dilation>
  : never
}

const options = {
  /** The number of channels that come out. */
  filters: count(),
  kernelSize: pair(),
  strides: pair(1),
  padding: choice(['valid', 'same'], 'valid'),
  dilationRate: pair(1),
  activation: activation('linear'),
  ...kernelOptions,
  ...biasOptions,
  ...layerOptions,
}
type O = typeof options
export interface Conv2dConfig extends ConfigOf<O> {}

const definition = defineLayer({
  kind: 'conv2d',
  options,
  accepts: image,
  weights: (x, { filters, kernelSize, useBias, ...given }) => ({
    kernel: parameter(
      [...sides(kernelSize), knownSize(x, -1), filters],
      given.kernelInitializer,
      given.kernelRegularizer,
      given.kernelConstraint,
    ),
    bias:
      useBias ? parameter([filters], given.biasInitializer, given.biasRegularizer, given.biasConstraint) : undefined,
  }),
  call(x, { weights: { kernel, bias }, options: { strides, padding, dilationRate, activation } }) {
    const slid = convolve(x, kernel, strides, padding, 'NHWC', dilationRate)
    return activation(bias === undefined ? slid : add(slid, bias))
  },
})

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
export function conv2d<const C extends Open<Conv2dConfig>>(
  config: Config<'conv2d', C, O, 'filters'>,
): MadeLayer<
  Conv2d<
    C['filters' & keyof C],
    PairOf<C['kernelSize' & keyof C]>,
    Get<C, O, 'strides'>,
    Get<C, O, 'padding'>,
    Get<C, O, 'dilationRate'>
  >,
  Config<'conv2d', C, O, 'filters'>
> {
  return makeLayer(definition, config)
}
