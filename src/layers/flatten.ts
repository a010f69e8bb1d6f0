import { flattenRows, type flattenRowsRule } from './ops/flattenRows.js'
import type { Shape } from '../shape/dimension.js'
import { checked, type Config, type Open } from './config.js'
import { configKeys, makeLayer, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

export interface Flatten extends LayerRule {
  readonly op: 'flatten'
  readonly output: this['input'] extends infer S extends Shape ? flattenRowsRule<S> : never
}

/**
 * All axes behind the batch become one.
 *
 * Shapes: [batch, a, b, ...] to [batch, a*b*...].
 *
 * @example
 * ```ts
 * const y = tf.layers.flatten()(tf.input({ shape: [7, 7, 64] })) // SymbolicTensor<['batch', 3136]>
 * ```
 */
export function flatten<const C extends Open<LayerConfig> = {}>(
  config?: Config<'flatten', C, LayerConfig>,
): LayerOf<Flatten, C> {
  const given = checked<LayerConfig>('flatten', config, configKeys)
  return makeLayer({ kind: 'flatten', config: given, call: ([x]) => flattenRows(x!) })
}
