import { activation as name } from '../options/activation.js'
import type { Config, ConfigOf, Open } from '../options/option.js'
import { defineLayer, layerOptions, passesMask } from './definition.js'
import { makeLayer } from './layer.js'
import type { MadeLayer } from './rule.js'
import type { KeepsShape } from './keepsShape.js'

const options = { activation: name(), ...layerOptions }
export interface Activation extends KeepsShape<'activation'> {}
export interface ActivationConfig extends ConfigOf<typeof options> {}

const definition = defineLayer({
  kind: 'activation',
  options,
  mask: passesMask,
  call: (x, { options: { activation } }) => activation(x),
})

/**
 * An activation function as a layer.
 *
 * @example
 * ```ts
 * const y = tf.layers.activation({ activation: 'relu' })(tf.input({ shape: [10] })) // SymbolicTensor<['batch', 10]>
 * ```
 */
export function activation<const C extends Open<ActivationConfig>>(
  config: Config<'activation', C, typeof options>,
): MadeLayer<Activation, Config<'activation', C, typeof options>> {
  return makeLayer(definition, config)
}
