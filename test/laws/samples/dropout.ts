import { Fixed } from '../harness/call.js'
import type { OpSamples } from '../harness/samples.js'

export const samples: OpSamples[] = [
  {
    op: 'dropout',
    valid: (draw) => [
      draw.tensor(draw.shape(0, 4), 'float32'),
      draw.pick([0, 0.25, 0.5]),
      new Fixed(null),
      new Fixed(7),
    ],
    messages: { notARate: [1], needsDType: [0] },
    // The random numbers are its business, not that of a difference quotient.
    differentiable: false,
  },
]
