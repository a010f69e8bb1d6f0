import { broadcast } from '../../../src/shape/broadcast.js'
import { rule, type OpSamples } from '../harness/samples.js'
import type { TensorArg } from '../harness/call.js'

// Element-wise ops of two operands.

function binary(op: string, more: Partial<OpSamples> = {}): OpSamples {
  return {
    op,
    valid(draw) {
      const whole = draw.shape(0, 4)
      return [draw.tensor(draw.partOf(whole)), draw.tensor(draw.partOf(whole))]
    },
    messages: { cannotBroadcast: [1], needsNumbers: [0, 1] },
    rule: (a: TensorArg, b: TensorArg) => rule('shape/broadcast', broadcast, a.shape, b.shape),
    ...more,
  }
}
/** Of truth values. */
function logical(op: string): OpSamples {
  return binary(op, {
    valid(draw) {
      const whole = draw.shape(0, 4)
      return [draw.tensor(draw.partOf(whole), 'bool'), draw.tensor(draw.partOf(whole), 'bool')]
    },
    messages: { cannotBroadcast: [1], needsDType: [0, 1] },
    differentiable: false,
  })
}

export const samples: OpSamples[] = [
  ...['add', 'sub', 'mul', 'maximum', 'minimum', 'squaredDifference'].map((op) => binary(op)),
  ...['div', 'pow'].map((op) => binary(op, { domain: [0.3, 2] })),
  ...['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual'].map((op) =>
    binary(op, { differentiable: false }),
  ),
  ...['logicalAnd', 'logicalOr'].map(logical),
]
