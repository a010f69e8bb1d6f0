import { tensor } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'reLU',
  input: (draw) => tensor(draw, draw.shape(1, 4)),
  messages: [],
  // The bound of a kernel of its own.
  fit: (config, draw) => (draw.chance(0.2) ? { ...config, maxValue: 6 } : config),
  carriesMask: () => 'given',
}
