import { maxPool, type maxPoolRule } from '../ops/maxPool.js'
import type { Dim, Shape } from '../shape/dimension.js'
import type { Pair } from '../shape/window.js'
import { checked, type Config, type Open, type Name } from './config.js'
import { image } from './image.js'
import { configKeys, makeLayer, type Get, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

export type maxPooling2dRule<S, Size, Stride, P> =
  S extends readonly [infer B extends Dim, infer H extends Dim, infer W extends Dim, infer C extends Dim] ?
    maxPoolRule<[B, H, W, C], Size, Stride, P>
  : S extends Shape ? image<S>
  : never
export interface MaxPooling2d<Size, Stride, P> extends LayerRule {
  readonly op: 'maxPooling2d'
  readonly output: maxPooling2dRule<this['input'], Size, Stride, P>
}

export interface MaxPooling2dConfig extends LayerConfig {
  /** 2 unless it is given. */
  readonly poolSize?: Pair
  /** The pool size unless it is given. */
  readonly strides?: Pair
  readonly padding?: Name<'valid' | 'same'>
}
const options = ['poolSize', 'strides', 'padding', ...configKeys] as const

/**
 * The largest number of each window of an image, channel by channel.
 *
 * Shapes: [batch, height, width, channels] to [batch, ., ., channels].
 *
 * @throws ShapeError `maxPooling2d: a window of 5 does not fit into axis 1 of [batch, 2, 2, 1], which is 2`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [28, 28, 8] })
 * const y = tf.layers.maxPooling2d({ poolSize: 2 })(x) // SymbolicTensor<['batch', 14, 14, 8]>
 * ```
 */
export function maxPooling2d<const C extends Open<MaxPooling2dConfig> = {}>(
  config?: Config<'maxPooling2d', C, MaxPooling2dConfig>,
): LayerOf<
  MaxPooling2d<Get<C, 'poolSize', 2>, Get<C, 'strides', Get<C, 'poolSize', 2>>, Get<C, 'padding', 'valid'>>,
  C
> {
  const given = checked<MaxPooling2dConfig>('maxPooling2d', config, options)
  const { poolSize = 2, strides = poolSize } = given
  const padding = given.padding === 'same' ? 'same' : 'valid'
  return makeLayer({
    kind: 'maxPooling2d',
    config: given,
    accepts: image,
    call: ([x]) => maxPool(x!, poolSize, strides, padding),
  })
}
