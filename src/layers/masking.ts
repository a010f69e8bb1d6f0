import { any } from '../ops/any.js'
import { expandDims } from '../ops/expandDims.js'
import { needsMatrix } from '../ops/matMul.js'
import { notEqual } from '../ops/notEqual.js'
import { where } from '../ops/where.js'
import { number } from '../options/number.js'
import type { Config, ConfigOf, Open } from '../options/option.js'
import type { Shape } from '../shape/dimension.js'
import { ok, type Failure, type Ok } from '../shape/outcome.js'
import type { AnyTensor } from '../tensor.js'
import { defineLayer, layerOptions } from './definition.js'
import { makeLayer } from './layer.js'
import type { MadeLayer, LayerRule } from './rule.js'

/** The mask is what is left without the features: of one axis it would be a scalar. */
export type maskingRule<S> =
  S extends readonly [] | readonly [unknown] ? needsMatrix<S>
  : S extends infer Other extends Shape ? Ok<Other>
  : never
export function maskingRule(shape: Shape): Ok<Shape> | Failure {
  return shape.length < 2 ? needsMatrix(shape) : ok(shape)
}
export interface Masking extends LayerRule {
  readonly op: 'masking'
  readonly output: maskingRule<this['input']>
  readonly takes: 'mask'
}

const options = {
  /** A step whose features are all this is not there; 0 unless it is given. */
  maskValue: number({}, 0),
  ...layerOptions,
}
export interface MaskingConfig extends ConfigOf<typeof options> {}

const definition = defineLayer({
  kind: 'masking',
  options,
  accepts: maskingRule,
  mask: (_, x, { maskValue }) => isThere(x, maskValue),
  call: (x, { options: { maskValue } }) => where(expandDims(isThere(x, maskValue), -1), x, 0),
})
function isThere(x: AnyTensor, maskValue: number): AnyTensor {
  return any(notEqual(x, maskValue), -1)
}

/**
 * Leaves steps out: those whose features all equal `maskValue`. The output carries a mask that says so, in place of one
 * that comes in, and has zeros there.
 *
 * Shapes: [batch, time, features], or any of rank 2 or more; they stay.
 *
 * @throws ShapeError `masking: needs rank 2 or more, got [10]`
 *
 * @example
 * ```ts
 * const steps = tf.input({ shape: ['seq', 8] })
 * const some = tf.layers.masking({ maskValue: -1 })(steps) // SymbolicTensor<['batch', 'seq', 8]>
 * const last = tf.layers.lstm({ units: 32 })(some) // SymbolicTensor<['batch', 32]>
 * ```
 */
export function masking<const C extends Open<MaskingConfig> = MaskingConfig>(
  config?: Config<'masking', C, typeof options>,
): MadeLayer<Masking, Config<'masking', C, typeof options>> {
  return makeLayer(definition, config)
}
