import { DimsArg, Fixed } from '../harness/call.js'
import type { OpSamples } from '../harness/samples.js'

export const samples: OpSamples[] = [
  {
    op: 'dropout',
    valid(draw) {
      const shape = draw.shape(0, 4)
      const noise = draw.partOf(shape).map((dim) => (shape.length > 0 && draw.chance(0.2) ? null : dim))
      return [
        draw.tensor(shape, 'float32'),
        draw.pick([0, 0.25, 0.5]),
        draw.chance(0.5) ? new Fixed(null) : new DimsArg(noise),
        new Fixed(7),
      ]
    },
    messages: { notARate: [1], needsDType: [0], cannotBroadcast: [2], cannotStretch: [2], notASize: [2] },
    shapeOfFirst: true,
  },
]
