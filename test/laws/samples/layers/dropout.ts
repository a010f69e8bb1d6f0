import { tensor } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'dropout',
  input: (draw) => tensor(draw, draw.shape(1, 4)),
  messages: [],
  random: true,
  carriesMask: () => 'given',
}
