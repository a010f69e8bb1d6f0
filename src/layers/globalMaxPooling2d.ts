import { max } from '../ops/max.js'
import type { Config, Open } from '../options/option.js'
import {
  defineGlobalPooling2d,
  type GlobalPooling2d,
  type GlobalPooling2dConfig,
  type GlobalPooling2dOptions,
} from './globalPooling2d.js'
import { makeLayer } from './layer.js'
import type { MadeLayer } from './rule.js'

export interface GlobalMaxPooling2d extends GlobalPooling2d<'globalMaxPooling2d'> {}

const definition = defineGlobalPooling2d('globalMaxPooling2d', (x, axes) => max(x, axes))

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
export function globalMaxPooling2d<const C extends Open<GlobalPooling2dConfig> = GlobalPooling2dConfig>(
  config?: Config<'globalMaxPooling2d', C, GlobalPooling2dOptions>,
): MadeLayer<GlobalMaxPooling2d, Config<'globalMaxPooling2d', C, GlobalPooling2dOptions>> {
  return makeLayer(definition, config)
}
