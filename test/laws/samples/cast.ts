import { DTypeArg } from '../harness/call.js'
import type { OpSamples } from '../harness/samples.js'

export const samples: OpSamples[] = [
  {
    op: 'cast',
    valid: (draw) => [draw.tensor(draw.shape(0, 4), draw.numericDType()), new DTypeArg(draw.numericDType())],
    messages: { cannotCast: [1] },
  },
]
