import { maxPool, type maxPoolRule } from '../ops/maxPool.js'
import type { Shape } from '../shape/dimension.js'
import type { Pair } from '../shape/window.js'
import { checked, type Name } from './config.js'
import { image } from './image.js'
import { configKeys, makeLayer, type Get, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

export interface MaxPooling2d<Size, Stride, P> extends LayerRule {
  readonly op: 'maxPooling2d'
  readonly output: this['input'] extends infer S extends Shape ?
    image<S> extends infer Outcome ?
      Outcome extends { readonly failed: true } ?
        Outcome
      : maxPoolRule<S, Size, Stride, P>
    : never
  : never
}

export interface MaxPooling2dConfig extends LayerConfig {
  /** 2 unless it is given. */
  readonly poolSize?: Pair
  /** The pool size unless it is given. */
  readonly strides?: Pair
  readonly padding?: Name<'valid' | 'same'>
}
const options = ['poolSize', 'strides', 'padding', ...configKeys]

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
export function maxPooling2d<const C extends MaxPooling2dConfig = {}>(
  config?: C & checked<'maxPooling2d', C, keyof MaxPooling2dConfig>,
): LayerOf<
  MaxPooling2d<Get<C, 'poolSize', 2>, Get<C, 'strides', Get<C, 'poolSize', 2>>, Get<C, 'padding', 'valid'>>,
  C
> {
  const given: MaxPooling2dConfig = config ?? {}
  checked('maxPooling2d', given, options)
  const { poolSize = 2, strides = poolSize } = given
  const padding = given.padding === 'same' ? 'same' : 'valid'
  return makeLayer({
    kind: 'maxPooling2d',
    config: given,
    accepts: image,
    call: ([x]) => maxPool(x!, poolSize, strides, padding),
  })
}
