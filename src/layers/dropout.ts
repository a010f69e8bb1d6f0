import { dropout as drop } from '../ops/dropout.js'
import { number } from '../options/number.js'
import type { Config, ConfigOf, Open } from '../options/option.js'
import { seed } from '../options/seed.js'
import { mixSeed } from '../random.js'
import { defineLayer, layerOptions, passesMask } from './definition.js'
import { makeLayer } from './layer.js'
import { phase } from './ops/phase.js'
import type { MadeLayer } from './rule.js'
import type { KeepsShape } from './keepsShape.js'

const options = {
  /** The share that is dropped, in [0, 1). */
  rate: number({ least: 0, below: 1 }),
  seed: seed(),
  ...layerOptions,
}
export interface Dropout extends KeepsShape<'dropout'> {}
export interface DropoutConfig extends ConfigOf<typeof options> {}

const definition = defineLayer({
  kind: 'dropout',
  options,
  mask: passesMask,
  call: (x, { options: { rate, seed }, calls }) =>
    phase(
      x,
      // Each call drops others; the first one what the seed alone says.
      () => drop(x, rate, undefined, mixSeed(seed, calls)),
      () => x,
    ),
})

/**
 * In training, sets a random share of the numbers to 0 and scales the others up, so that the sum stays; else nothing.
 *
 * @example
 * ```ts
 * const y = tf.layers.dropout({ rate: 0.5 })(tf.input({ shape: [10] })) // SymbolicTensor<['batch', 10]>
 * ```
 */
export function dropout<const C extends Open<DropoutConfig>>(
  config: Config<'dropout', C, typeof options>,
): MadeLayer<Dropout, Config<'dropout', C, typeof options>> {
  return makeLayer(definition, config)
}
