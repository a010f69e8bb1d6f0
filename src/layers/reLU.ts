import { clipByValue } from '../ops/clipByValue.js'
import { relu } from '../ops/relu.js'
import { relu6 } from '../ops/relu6.js'
import { checked, type Config, type Open } from './config.js'
import type { Same } from './dropout.js'
import { configKeys, makeLayer, type LayerConfig, type LayerOf } from './layer.js'

export interface ReLUConfig extends LayerConfig {
  /** What lies above becomes this; there is no such bound unless it is given. */
  readonly maxValue?: number
}
const options = ['maxValue', ...configKeys] as const

/**
 * Numbers below 0 become 0, those above `maxValue` become that.
 *
 * @example
 * ```ts
 * const y = tf.layers.reLU({ maxValue: 6 })(tf.input({ shape: [10] })) // SymbolicTensor<['batch', 10]>
 * ```
 */
export function reLU<const C extends Open<ReLUConfig> = {}>(
  config?: Config<'reLU', C, ReLUConfig>,
): LayerOf<Same<'reLU'>, C> {
  const given = checked<ReLUConfig>('reLU', config, options)
  const { maxValue } = given
  if (maxValue !== undefined && !(maxValue >= 0)) throw new TypeError(`reLU: maxValue is at least 0, got ${maxValue}`)
  return makeLayer({
    kind: 'reLU',
    config: given,
    call: ([x]) =>
      maxValue === undefined ? relu(x!)
      : maxValue === 6 ? relu6(x!)
      : clipByValue(x!, 0, maxValue),
  })
}
