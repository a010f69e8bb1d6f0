import { softmax as exponentials } from '../ops/softmax.js'
import type { alongAxis } from '../ops/common/axis.js'
import type { Shape } from '../shape/dimension.js'
import { checked, type Config, type Open } from './config.js'
import { configKeys, makeLayer, type Get, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

export interface Softmax<Axis> extends LayerRule {
  readonly op: 'softmax'
  readonly output: this['input'] extends infer S extends Shape ? alongAxis<S, Axis> : never
}

export interface SoftmaxConfig extends LayerConfig {
  /** The last unless it is given. */
  readonly axis?: number
}
const options = ['axis', ...configKeys] as const

/**
 * Exponentials that add up to 1 along an axis.
 *
 * @throws ShapeError `softmax: axis 2 is out of range for [batch, 10]`
 *
 * @example
 * ```ts
 * const y = tf.layers.softmax()(tf.input({ shape: [10] })) // SymbolicTensor<['batch', 10]>
 * ```
 */
export function softmax<const C extends Open<SoftmaxConfig> = {}>(
  config?: Config<'softmax', C, SoftmaxConfig>,
): LayerOf<Softmax<Get<C, 'axis', -1>>, C> {
  const given = checked<SoftmaxConfig>('softmax', config, options)
  const { axis = -1 } = given
  return makeLayer({ kind: 'softmax', config: given, call: ([x]) => exponentials(x!, axis) })
}
