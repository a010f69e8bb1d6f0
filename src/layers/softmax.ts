import type { alongAxis } from '../ops/common/axis.js'
import { softmax as exponentials } from '../ops/softmax.js'
import { number } from '../options/number.js'
import type { Config, ConfigOf, Get, Open } from '../options/option.js'
import type { Shape } from '../shape/dimension.js'
import { defineLayer, layerOptions } from './definition.js'
import { makeLayer } from './layer.js'
import type { MadeLayer, LayerRule } from './rule.js'

export interface Softmax<Axis> extends LayerRule {
  readonly op: 'softmax'
  readonly options: [Axis]
  readonly output: this['input'] extends infer S extends Shape ? alongAxis<S, Axis> : never
}

const options = {
  /** The last unless it is given. */
  axis: number({ integer: true }, -1),
  ...layerOptions,
}
type O = typeof options
export interface SoftmaxConfig extends ConfigOf<O> {}

const definition = defineLayer({
  kind: 'softmax',
  options,
  call: (x, { options: { axis } }) => exponentials(x, axis),
})

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
export function softmax<const C extends Open<SoftmaxConfig> = SoftmaxConfig>(
  config?: Config<'softmax', C, O>,
): MadeLayer<Softmax<Get<C, O, 'axis'>>, Config<'softmax', C, O>> {
  return makeLayer(definition, config)
}
