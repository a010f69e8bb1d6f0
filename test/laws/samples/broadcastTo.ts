import { broadcastToRule } from '../../../src/ops/broadcastTo.js'
import { DimsArg, type TensorArg } from '../harness/call.js'
import { rule, type OpSamples } from '../harness/samples.js'

export const samples: OpSamples[] = [
  {
    op: 'broadcastTo',
    valid(draw) {
      const whole = draw.shape(0, 4)
      return [draw.tensor(draw.partOf(whole)), new DimsArg(whole)]
    },
    asNamed: true,
    messages: { cannotBroadcast: [1], cannotStretch: [1], noComplex: [0], notASize: [1] },
    rule: (x: TensorArg, shape: DimsArg) => rule('ops/broadcastTo', broadcastToRule, x.shape, shape.dims),
  },
]
