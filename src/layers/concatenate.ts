import { concat, type concatRule } from '../ops/concat.js'
import { number } from '../options/number.js'
import type { Config, ConfigOf, Get, Open } from '../options/option.js'
import type { Shape } from '../shape/dimension.js'
import { defineMergeLayer, layerOptions } from './definition.js'
import { makeLayer } from './layer.js'
import type { LayerRule, MadeMergeLayer } from './rule.js'

export interface Concatenate<Axis> extends LayerRule {
  readonly op: 'concatenate'
  readonly options: [Axis]
  readonly output: this['input'] extends infer L extends readonly Shape[] ? concatRule<L, Axis & number> : never
}

const options = {
  /** -1 unless it is given. */
  axis: number({ integer: true }, -1),
  ...layerOptions,
}
type O = typeof options
export interface ConcatenateConfig extends ConfigOf<O> {}

const definition = defineMergeLayer({
  kind: 'concatenate',
  options,
  call: (inputs, { options: { axis } }) => concat(inputs, axis),
})

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
export function concatenate<const C extends Open<ConcatenateConfig> = ConcatenateConfig>(
  config?: Config<'concatenate', C, O>,
): MadeMergeLayer<Concatenate<Get<C, O, 'axis'>>, Config<'concatenate', C, O>> {
  return makeLayer(definition, config)
}
