import { image, sidesOf, tensor } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'maxPooling2d',
  input: (draw, { poolSize }) => tensor(draw, image(draw, sidesOf(poolSize, 2), draw.dim())),
  messages: ['needsImage', 'windowTooLarge'],
}
