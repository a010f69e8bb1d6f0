import { broadcast } from '../../../src/shape/broadcast.js'
import { rule, type OpSamples } from '../harness/samples.js'
import type { TensorArg } from '../harness/call.js'

// Element-wise ops of two operands.

export const samples: OpSamples[] = ['add', 'mul'].map((op) => ({
  op,
  valid(draw) {
    const whole = draw.shape(0, 4)
    return [draw.tensor(draw.partOf(whole)), draw.tensor(draw.partOf(whole))]
  },
  messages: { cannotBroadcast: [1], needsNumbers: [0, 1] },
  rule: (a: TensorArg, b: TensorArg) => rule('shape/broadcast', broadcast, a.shape, b.shape),
}))
