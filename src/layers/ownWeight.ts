import { constraint } from '../options/constraint.js'
import { flag } from '../options/flag.js'
import { initializer } from '../options/initializer.js'
import { configure, type Config, type ConfigOf, type Open } from '../options/option.js'
import { regularizer } from '../options/regularizer.js'
import { assertArguments, numbers } from '../shape/given.js'
import { ShapeError } from '../shape/errors.js'
import { firstNoSize, notASize } from '../shape/size.js'
import { parameter } from './parameters.js'
import type { WeightSpec } from './weight.js'

const options = {
  /** What its first value is; `'glorotUniform'` unless it is given. */
  initializer: initializer('glorotUniform'),
  regularizer: regularizer(),
  constraint: constraint(),
  /** Is it trained? True unless it is given. */
  trainable: flag(true),
}
export interface WeightConfig extends ConfigOf<typeof options> {}

/**
 * A weight, or a state, of a layer of your own: what `tf.layer` makes of it gets memory when it is first needed.
 *
 * @param shape Its sizes.
 *
 * @example
 * ```ts
 * const gamma = tf.weight([8], { initializer: 'ones', regularizer: 'l2' })
 * const sizes = gamma.shape // 8
 * ```
 */
export function weight<const S extends readonly number[], const C extends Open<WeightConfig> = WeightConfig>(
  shape: S,
  config?: Config<'weight', C, typeof options>,
): WeightSpec<Writable<S>> {
  assertArguments('weight', { shape: numbers }, { shape })
  const bad = firstNoSize(shape)
  if (bad !== undefined) throw new ShapeError('weight', notASize(bad))
  const { initializer, regularizer, constraint, trainable } = configure('weight', options, config)
  const sizes = [...shape] as readonly number[] as Writable<S>
  return { ...parameter(sizes, initializer, regularizer, constraint), trainable }
}
type Writable<S extends readonly number[]> = { -readonly [I in keyof S]: S[I] }
