import { clipByValue } from '../ops/clipByValue.js'
import { relu } from '../ops/relu.js'
import { relu6 } from '../ops/relu6.js'
import { number } from '../options/number.js'
import { optional, type Config, type ConfigOf, type Open } from '../options/option.js'
import { defineLayer, layerOptions, passesMask } from './definition.js'
import { makeLayer } from './layer.js'
import type { MadeLayer } from './rule.js'
import type { KeepsShape } from './keepsShape.js'

const options = {
  /** What lies above becomes this; there is no such bound unless it is given. */
  maxValue: optional(number({ least: 0 })),
  ...layerOptions,
}
export interface ReLU extends KeepsShape<'reLU'> {}
export interface ReLUConfig extends ConfigOf<typeof options> {}

const definition = defineLayer({
  kind: 'reLU',
  options,
  mask: passesMask,
  call: (x, { options: { maxValue } }) =>
    maxValue === undefined ? relu(x)
    : maxValue === 6 ? relu6(x)
    : clipByValue(x, 0, maxValue),
})

/**
 * Numbers below 0 become 0, those above `maxValue` become that.
 *
 * @example
 * ```ts
 * const y = tf.layers.reLU({ maxValue: 6 })(tf.input({ shape: [10] })) // SymbolicTensor<['batch', 10]>
 * ```
 */
export function reLU<const C extends Open<ReLUConfig> = ReLUConfig>(
  config?: Config<'reLU', C, typeof options>,
): MadeLayer<ReLU, Config<'reLU', C, typeof options>> {
  return makeLayer(definition, config)
}
