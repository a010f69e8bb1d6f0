import { concat, type concatRule } from '../ops/concat.js'
import type { Shape } from '../shape/dimension.js'
import { checked, type Config, type Open } from './config.js'
import { configKeys, makeLayer, type Get, type LayerConfig, type LayerRule, type MergeLayer } from './layer.js'

export interface Concatenate<Axis> extends LayerRule {
  readonly op: 'concatenate'
  readonly output: this['input'] extends infer L extends readonly Shape[] ? concatRule<L, Axis & number> : never
}

export interface ConcatenateConfig extends LayerConfig {
  /** -1 unless it is given. */
  readonly axis?: number
}
const options = ['axis', ...configKeys] as const

/**
 * Joins a list of tensors along an axis.
 *
 * @throws ShapeError `concatenate: cannot join [batch, 8] with [batch, 4, 2]: the ranks differ`
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [10] })
 * const y = tf.layers.concatenate()([x, x]) // SymbolicTensor<['batch', 20]>
 * ```
 */
export function concatenate<const C extends Open<ConcatenateConfig> = {}>(
  config?: Config<'concatenate', C, ConcatenateConfig>,
): MergeLayer<Concatenate<Get<C, 'axis', -1>>> {
  const given = checked<ConcatenateConfig>('concatenate', config, options)
  const { axis = -1 } = given
  return makeLayer({ kind: 'concatenate', config: given, call: (inputs) => concat(inputs, axis) })
}
