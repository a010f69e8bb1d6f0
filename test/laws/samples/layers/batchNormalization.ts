import { axisIn, tensor, withAxis } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'batchNormalization',
  input(draw, config) {
    const axis = axisIn(config)
    const shape = withAxis(draw, axis)
    shape[axis < 0 ? shape.length + axis : axis] = draw.size()
    return tensor(draw, shape)
  },
  messages: ['axisOutOfRange'],
  // Shares and small numbers: others are legal, and no statistics.
  fit: (config, draw) => ({ ...config, momentum: draw.pick([0, 0.5, 0.9]), epsilon: draw.pick([1e-3, 0.25]) }),
}
