import { unwritten } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'embedding',
  input: (draw, { inputDim }) => unwritten(draw.indices(draw.shape(1, 3), inputDim as number)),
  messages: [],
  carriesMask: ({ maskZero }) => (maskZero === true ? 'own' : 'given'),
}
