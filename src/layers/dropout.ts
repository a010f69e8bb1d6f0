import { dropout as drop } from '../ops/dropout.js'
import { rate } from '../options/rate.js'
import type { Config, ConfigOf } from '../options/option.js'
import { seed } from '../options/seed.js'
import { mixSeed } from '../random.js'
import { defineLayer, layerOptions, passesMask } from './definition.js'
import { makeLayer } from './layer.js'
import { phase } from './ops/phase.js'
import type { LayerOf } from './rule.js'
import type { KeepsShape } from './keepsShape.js'

const options = {
  /** The share that is dropped, in [0, 1). */
  rate: rate(),
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
export function dropout<const C extends DropoutConfig>(
  config: Config<'dropout', C, typeof options>,
): LayerOf<Dropout, C> {
  return makeLayer(definition, config)
}
