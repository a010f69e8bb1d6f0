import { axisIn, tensor, withAxis } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'concatenate',
  input(draw, config) {
    const axis = axisIn(config)
    const shape = withAxis(draw, axis)
    const joined = axis < 0 ? shape.length + axis : axis
    return Array.from({ length: draw.int(1, 3) }, () =>
      tensor(
        draw,
        shape.map((dim, i) => (i === joined ? draw.dim() : dim)),
        'float32',
      ),
    )
  },
  messages: ['axisOutOfRange', 'needsAxes', 'ranksDiffer', 'cannotJoin'],
}
