import { maxPool } from '../ops/maxPool.js'
import type { Config, Open } from '../options/option.js'
import { makeLayer } from './layer.js'
import type { MadeLayer } from './rule.js'
import {
  definePooling2d,
  type Pooling2dConfig,
  type PaddingIn,
  type Pooling2d,
  type Pooling2dOptions,
  type SizeIn,
  type StridesIn,
} from './pooling2d.js'

export interface MaxPooling2d<Size, Stride, P> extends Pooling2d<'maxPooling2d', Size, Stride, P> {}

const definition = definePooling2d('maxPooling2d', (x, ...window) => maxPool(x, ...window))

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
export function maxPooling2d<const C extends Open<Pooling2dConfig> = Pooling2dConfig>(
  config?: Config<'maxPooling2d', C, Pooling2dOptions>,
): MadeLayer<MaxPooling2d<SizeIn<C>, StridesIn<C>, PaddingIn<C>>, Config<'maxPooling2d', C, Pooling2dOptions>> {
  return makeLayer(definition, config)
}
