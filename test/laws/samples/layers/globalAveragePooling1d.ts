import { tensor } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'globalAveragePooling1d',
  input: (draw) => tensor(draw, [draw.dim(), draw.dim(), draw.dim()]),
  messages: ['needsSequence'],
  usesMask: true,
}
