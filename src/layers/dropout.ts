import { dropout as drop, rateRule } from '../ops/dropout.js'
import { phase } from './ops/phase.js'
import { mixSeed, nextSeed } from '../random.js'
import type { Shape } from '../shape/dimension.js'
import { ShapeError } from '../shape/errors.js'
import { isFailure, type Ok } from '../shape/outcome.js'
import { checked, type Config } from './config.js'
import { configKeys, makeLayer, type LayerConfig, type LayerOf, type LayerRule } from './layer.js'

export interface Same<Op extends string> extends LayerRule {
  readonly op: Op
  readonly output: this['input'] extends infer S extends Shape ? Ok<S> : never
}

export interface DropoutConfig extends LayerConfig {
  /** The share that is dropped, in [0, 1). */
  readonly rate: number
  readonly seed?: number
}
const options = ['rate', 'seed', ...configKeys] as const

/**
 * In training, sets a random share of the numbers to 0 and scales the others up, so that the sum stays; else nothing.
 *
 * @example
 * ```ts
 * const y = tf.layers.dropout({ rate: 0.5 })(tf.input({ shape: [10] })) // SymbolicTensor<['batch', 10]>
 * ```
 */
export function dropout<const C extends DropoutConfig>(
  config: Config<'dropout', C, DropoutConfig>,
): LayerOf<Same<'dropout'>, C> {
  const given = checked<DropoutConfig>('dropout', config, options, ['rate'])
  const { rate, seed = nextSeed() } = given
  const allowed = rateRule(rate)
  if (isFailure(allowed)) throw new ShapeError('dropout', allowed)
  // Each call drops others; the first one what the seed alone says.
  let calls = 0
  return makeLayer({
    kind: 'dropout',
    config: given,
    call: ([x]) =>
      phase(
        x!,
        () => drop(x!, rate, undefined, mixSeed(seed, calls++)),
        () => x!,
      ),
  })
}
