import { tensor } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'lstm',
  input: (draw, { stateful }) => tensor(draw, [stateful ? draw.size() : draw.dim(), draw.dim(), draw.size()]),
  messages: ['needsSequence'],
  initialState: ({ shape }, { units }) => Array.from({ length: 2 }, () => [shape[0]!, units as number]),
  usesMask: true,
  carriesMask: ({ returnSequences }) => (returnSequences === true ? 'given' : 'none'),
}
