import { activationOf, type ActivationName } from './activations.js'
import { checked, type Config, type Name } from './config.js'
import type { Same } from './dropout.js'
import { configKeys, makeLayer, type LayerConfig, type LayerOf } from './layer.js'

export interface ActivationConfig extends LayerConfig {
  readonly activation: Name<ActivationName>
}
const options = ['activation', ...configKeys] as const

/**
 * An activation function as a layer.
 *
 * @example
 * ```ts
 * const y = tf.layers.activation({ activation: 'relu' })(tf.input({ shape: [10] })) // SymbolicTensor<['batch', 10]>
 * ```
 */
export function activation<const C extends ActivationConfig>(
  config: Config<'activation', C, ActivationConfig>,
): LayerOf<Same<'activation'>, C> {
  const given = checked<ActivationConfig>('activation', config, options, ['activation'])
  const apply = activationOf('activation', given.activation)
  return makeLayer({ kind: 'activation', config: given, call: ([x]) => apply(x!) })
}
