import { DimsArg } from '../harness/call.js'
import type { OpSamples } from '../harness/samples.js'

export const samples: OpSamples[] = [
  {
    op: 'ensureShape',
    valid(draw) {
      const shape = draw.shape(0, 4)
      const wanted = shape.map((dim) =>
        draw.chance(0.3) ? null
        : dim === null ? draw.dim()
        : dim,
      )
      return [draw.tensor(shape, draw.numericDType()), new DimsArg(wanted)]
    },
    mutate: ([x, wanted], draw) => [
      x,
      new DimsArg((wanted as DimsArg).dims.map((dim) => (draw.chance(0.5) ? 'size' : dim))),
    ],
    forgetsNames: true,
    checkedWhenRun: ['axisDiffers', 'nameDiffers'],
    messages: { rankDiffers: [1], axisDiffers: [1], nameDiffers: [1], notADimension: [1] },
  },
]
