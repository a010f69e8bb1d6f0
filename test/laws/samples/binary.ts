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
/** Of truth values, or whole numbers. */
function ofOne(op: string, dtype: 'bool' | 'int32'): OpSamples {
  return binary(op, {
    valid(draw) {
      const whole = draw.shape(0, 4)
      return [draw.tensor(draw.partOf(whole), dtype), draw.tensor(draw.partOf(whole), dtype)]
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
  ...['logicalAnd', 'logicalOr', 'logicalXor'].map((op) => ofOne(op, 'bool')),
  ofOne('bitwiseAnd', 'int32'),
  binary('atan2'),
  ...['divNoNan', 'mod'].map((op) => binary(op, { domain: [0.3, 2] })),
  binary('floorDiv', { domain: [0.3, 2], differentiable: false, flat: true }),
  binary('prelu'),
]
