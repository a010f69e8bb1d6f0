import { max } from '../ops/max.js'
import type { Config, Open } from './config.js'
import { globalPooling2d, type GlobalPooling2d } from './globalPooling2d.js'
import type { LayerConfig, LayerOf } from './layer.js'

/**
 * The largest number of each channel of an image.
 *
 * Shapes: [batch, height, width, channels] to [batch, channels].
 *
 * @throws ShapeError `globalMaxPooling2d: needs rank 4, [batch, height, width, channels], got [batch, 10]`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [7, 7, 64] })
 * const y = tf.layers.globalMaxPooling2d()(x) // SymbolicTensor<['batch', 64]>
 * ```
 */
export function globalMaxPooling2d<const C extends Open<LayerConfig> = {}>(
  config?: Config<'globalMaxPooling2d', C, LayerConfig>,
): LayerOf<GlobalPooling2d<'globalMaxPooling2d'>, C> {
  return globalPooling2d('globalMaxPooling2d', config, (x, axes) => max(x, axes))
}
