import { image, reach, strideOrDilation, tensor } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'conv2d',
  input: (draw, config) => tensor(draw, image(draw, reach(config), draw.int(1, 3))),
  messages: ['needsImage', 'windowTooLarge'],
  fit: strideOrDilation,
}
