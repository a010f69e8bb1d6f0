import { tensor } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'masking',
  input: (draw) => tensor(draw, draw.shape(2, 3)),
  messages: ['needsMatrix'],
  carriesMask: () => 'own',
}
