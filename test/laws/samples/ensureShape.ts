import { addDims, type Dim } from '../../../src/shape/dimension.js'
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
    mutate([x, wanted], draw) {
      const { dims } = wanted as DimsArg
      const size = dims.find((dim) => typeof dim === 'number')
      // The name's size, one that depends on it, or nearly.
      const named = (dim: Dim): Dim =>
        typeof dim === 'number' && typeof size === 'number' ?
          addDims('size', dim - size + (draw.chance(0.2) ? 1 : 0))
        : 'size'
      return [
        x,
        new DimsArg(
          dims.map((dim) =>
            draw.chance(0.5) ? 'size'
            : draw.chance(0.7) ? named(dim)
            : dim,
          ),
        ),
      ]
    },
    forgetsNames: true,
    checkedWhenRun: ['axisDiffers', 'nameDiffers'],
    messages: { rankDiffers: [1], axisDiffers: [1], nameDiffers: [1], notASize: [1] },
  },
]
