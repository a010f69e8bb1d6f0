import { Fixed } from '../harness/call.js'
import type { OpSamples } from '../harness/samples.js'

export const samples: OpSamples[] = [
  {
    op: 'batchNorm',
    valid(draw) {
      const shape = draw.shape(0, 4)
      const parameter = () => draw.tensor(draw.partOf(shape), 'float32')
      const rest = draw.pick([
        () => [],
        () => [parameter()],
        () => [undefined, parameter()],
        () => [parameter(), parameter()],
        () => [parameter(), parameter(), new Fixed(0.01)],
      ])()
      return [draw.tensor(shape, 'float32'), parameter(), parameter(), ...rest]
    },
    messages: {
      cannotBroadcast: [1, 2, 3, 4],
      cannotStretch: [1, 2, 3, 4],
      needsDType: [0, 1, 2, 3, 4],
    },
    shapeOfFirst: true,
    // Variances are positive.
    domain: [0.5, 2],
  },
]
