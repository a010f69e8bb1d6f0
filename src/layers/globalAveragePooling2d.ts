import { mean } from '../ops/mean.js'
import type { Config, Open } from './config.js'
import { globalPooling2d, type GlobalPooling2d } from './globalPooling2d.js'
import type { LayerConfig, LayerOf } from './layer.js'

/**
 * The mean of each channel of an image.
 *
 * Shapes: [batch, height, width, channels] to [batch, channels].
 *
 * @throws ShapeError `globalAveragePooling2d: needs rank 4, [batch, height, width, channels], got [batch, 10]`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [7, 7, 64] })
 * const y = tf.layers.globalAveragePooling2d()(x) // SymbolicTensor<['batch', 64]>
 * ```
 */
export function globalAveragePooling2d<const C extends Open<LayerConfig> = {}>(
  config?: Config<'globalAveragePooling2d', C, LayerConfig>,
): LayerOf<GlobalPooling2d<'globalAveragePooling2d'>, C> {
  return globalPooling2d('globalAveragePooling2d', config, (x, axes) => mean(x, axes))
}
