import { activationOf, type ActivationName } from './activations.js'
import { checked, type Name } from './config.js'
import type { Same } from './dropout.js'
import { configKeys, makeLayer, type LayerConfig, type LayerOf } from './layer.js'

export interface ActivationConfig extends LayerConfig {
  readonly activation: Name<ActivationName>
}
const options = ['activation', ...configKeys]

/**
 * An activation function as a layer.
 *
 * @example
 * ```ts
 * const y = tf.layers.activation({ activation: 'relu' })(tf.input({ shape: [10] })) // SymbolicTensor<['batch', 10]>
 * ```
 */
export function activation<const C extends ActivationConfig>(
  config: C & checked<'activation', C, keyof ActivationConfig>,
): LayerOf<Same<'activation'>, C> {
  checked('activation', config, options, ['activation'])
  const apply = activationOf('activation', config.activation)
  return makeLayer({ kind: 'activation', config, call: ([x]) => apply(x!) })
}
