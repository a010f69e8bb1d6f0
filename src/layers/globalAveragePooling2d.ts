import { mean } from '../ops/mean.js'
import type { Config, Open } from '../options/option.js'
import {
  defineGlobalPooling2d,
  type GlobalPooling2d,
  type GlobalPooling2dConfig,
  type GlobalPooling2dOptions,
} from './globalPooling2d.js'
import { makeLayer } from './layer.js'
import type { MadeLayer } from './rule.js'

export interface GlobalAveragePooling2d extends GlobalPooling2d<'globalAveragePooling2d'> {}

const definition = defineGlobalPooling2d('globalAveragePooling2d', (x, axes) => mean(x, axes))

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
export function globalAveragePooling2d<const C extends Open<GlobalPooling2dConfig> = GlobalPooling2dConfig>(
  config?: Config<'globalAveragePooling2d', C, GlobalPooling2dOptions>,
): MadeLayer<GlobalAveragePooling2d, Config<'globalAveragePooling2d', C, GlobalPooling2dOptions>> {
  return makeLayer(definition, config)
}
