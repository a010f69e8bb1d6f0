import { dropout as drop } from '../ops/dropout.js'
import { phase } from '../ops/phase.js'
import { nextSeed } from '../random.js'
import type { Shape } from '../shape/dimension.js'
import type { Ok } from '../shape/outcome.js'
import { checked } from './config.js'
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
const options = ['rate', 'seed', ...configKeys]

/**
 * In training, sets a random share of the numbers to 0 and scales the others up, so that the sum stays; else nothing.
 *
 * @example
 * ```ts
 * const y = tf.layers.dropout({ rate: 0.5 })(tf.input({ shape: [10] })) // SymbolicTensor<['batch', 10]>
 * ```
 */
export function dropout<const C extends DropoutConfig>(
  config: C & checked<'dropout', C, keyof DropoutConfig>,
): LayerOf<Same<'dropout'>, C> {
  checked('dropout', config, options, ['rate'])
  const { rate, seed = nextSeed() }: DropoutConfig = config
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout: rate is in [0, 1), got ${rate}`)
  return makeLayer({
    kind: 'dropout',
    config,
    call: ([x]) =>
      phase(
        x!,
        () => drop(x!, rate, undefined, seed),
        () => x!,
      ),
  })
}
