import type { reductionRule } from '../ops/common/reduction.js'
import { cast } from '../ops/cast.js'
import { div } from '../ops/div.js'
import { expandDims } from '../ops/expandDims.js'
import { mean } from '../ops/mean.js'
import { sum } from '../ops/sum.js'
import { where } from '../ops/where.js'
import type { Config, ConfigOf, Open } from '../options/option.js'
import type { Dim, Shape } from '../shape/dimension.js'
import { defineLayer, endsMask, layerOptions } from './definition.js'
import { makeLayer } from './layer.js'
import type { MadeLayer, LayerRule } from './rule.js'
import { ofRank3 } from './sequence.js'

export type globalAveragePooling1dRule<S> =
  S extends readonly [infer B extends Dim, infer T extends Dim, infer F extends Dim] ? reductionRule<[B, T, F], 1>
  : S extends infer Other extends Shape ? ofRank3<Other>
  : never
export interface GlobalAveragePooling1d extends LayerRule {
  readonly op: 'globalAveragePooling1d'
  readonly output: globalAveragePooling1dRule<this['input']>
  readonly takes: 'mask'
}

const options = layerOptions
export interface GlobalAveragePooling1dConfig extends ConfigOf<typeof options> {}

const definition = defineLayer({
  kind: 'globalAveragePooling1d',
  options,
  accepts: ofRank3,
  mask: endsMask,
  call(x, { masks: [mask] }) {
    if (mask === undefined) return mean(x, 1)
    // Left out, not multiplied with 0: what is not there may be NaN.
    const isThere = cast(expandDims(mask, -1), 'bool')
    return div(sum(where(isThere, x, 0), 1), sum(cast(isThere, 'float32'), 1))
  },
})

/**
 * The mean of each feature over the steps. With a mask, over those that are there: NaN where there are none.
 *
 * Shapes: [batch, time, features] to [batch, features].
 *
 * @throws ShapeError `globalAveragePooling1d: needs rank 3, [batch, time, features], got [batch, 10]; a recurrent layer gives every step with 'returnSequences'`
 *
 * @example
 * ```ts
 * const words = tf.input({ shape: ['seq'], dtype: 'int32' })
 * const vectors = tf.layers.embedding({ inputDim: 1000, outputDim: 16, maskZero: true })(words)
 * const text = tf.layers.globalAveragePooling1d()(vectors) // SymbolicTensor<['batch', 16]>
 * ```
 */
export function globalAveragePooling1d<
  const C extends Open<GlobalAveragePooling1dConfig> = GlobalAveragePooling1dConfig,
>(
  config?: Config<'globalAveragePooling1d', C, typeof options>,
): MadeLayer<GlobalAveragePooling1d, Config<'globalAveragePooling1d', C, typeof options>> {
  return makeLayer(definition, config)
}
