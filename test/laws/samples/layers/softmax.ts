import { axisIn, tensor, withAxis } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'softmax',
  input: (draw, config) => tensor(draw, withAxis(draw, axisIn(config))),
  messages: ['axisOutOfRange'],
}
