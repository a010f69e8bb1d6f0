import { tensor } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'dense',
  input: (draw) => tensor(draw, [...draw.shape(1, 3), draw.size()]),
  messages: ['needsMatrix'],
  carriesMask: () => 'given',
}
