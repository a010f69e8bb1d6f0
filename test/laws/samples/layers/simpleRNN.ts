import { tensor } from '../../harness/layers/inputs.js'
import type { LayerSamples } from '../../harness/layers/samples.js'

export const samples: LayerSamples = {
  layer: 'simpleRNN',
  input: (draw, { stateful }) => tensor(draw, [stateful ? draw.size() : draw.dim(), draw.dim(), draw.size()]),
  messages: ['needsSequence'],
  initialState: ({ shape }, { units }) => [[shape[0]!, units as number]],
  carriesMask: ({ returnSequences }) => (returnSequences === true ? 'given' : 'none'),
  usesMask: true,
}
