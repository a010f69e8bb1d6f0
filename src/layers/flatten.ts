import type { Config, ConfigOf, Open } from '../options/option.js'
import type { Shape } from '../shape/dimension.js'
import type { keepsDType } from './keepsDType.js'
import { defineLayer, layerOptions } from './definition.js'
import { makeLayer } from './layer.js'
import { flattenRows, type flattenRowsRule } from './ops/flattenRows.js'
import type { MadeLayer, LayerRule } from './rule.js'

export interface Flatten extends LayerRule {
  readonly op: 'flatten'
  readonly output: this['input'] extends infer S extends Shape ? keepsDType<flattenRowsRule<S>, this['tensor']> : never
}

const options = layerOptions
export interface FlattenConfig extends ConfigOf<typeof options> {}

const definition = defineLayer({ kind: 'flatten', options, anyDType: true, call: (x) => flattenRows(x) })

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
export function flatten<const C extends Open<FlattenConfig> = FlattenConfig>(
  config?: Config<'flatten', C, typeof options>,
): MadeLayer<Flatten, Config<'flatten', C, typeof options>> {
  return makeLayer(definition, config)
}
