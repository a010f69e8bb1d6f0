import { image, tensor } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'globalMaxPooling2d',
  input: (draw) => tensor(draw, image(draw, [1, 1], draw.dim())),
  messages: ['needsImage'],
}
