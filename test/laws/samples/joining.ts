import type { Dim } from '../../../src/shape/dimension.js'
import type { Args } from '../harness/call.js'
import type { Draw } from '../harness/draw.js'
import { nearMiss } from '../harness/near-miss.js'
import type { OpSamples } from '../harness/samples.js'

// Lists of tensors: op(tensors, axis).

const orNone = (args: Args, draw: Draw): Args => (draw.chance(0.1) ? [[], draw.int(-9, 9)] : nearMiss(args, draw))

export const samples: OpSamples[] = [
  {
    op: 'concat',
    valid(draw) {
      const shape = draw.shape(1, 4)
      const axis = draw.axis(shape.length)
      const at = axis < 0 ? axis + shape.length : axis
      const dtype = draw.numericDType()
      const one = () =>
        draw.tensor(
          shape.map((dim, i): Dim => (i === at ? draw.dim() : dim)),
          dtype,
        )
      const list = Array.from({ length: draw.int(1, 3) }, one)
      return axis === 0 && draw.chance(0.5) ? [list] : [list, axis]
    },
    messages: {
      cannotJoin: [0],
      ranksDiffer: [0],
      dtypesDiffer: [0],
      axisOutOfRange: [0, 1],
      needsAxes: [0],
      emptyList: [0],
    },
    mutate: orNone,
    ranks: { from: 1 },
  },
  {
    op: 'stack',
    valid(draw) {
      const shape = draw.shape(0, 4)
      const dtype = draw.numericDType()
      const list = Array.from({ length: draw.int(1, 3) }, () => draw.tensor(shape, dtype))
      const axis = draw.axis(shape.length + 1)
      return draw.chance(0.3) ? [list] : [list, axis]
    },
    messages: { cannotJoin: [0], ranksDiffer: [0], dtypesDiffer: [0], axisOutOfRange: [1], emptyList: [0] },
    mutate: orNone,
  },
  {
    op: 'addN',
    valid(draw) {
      const shape = draw.shape(0, 4)
      const dtype = draw.numericDType()
      return [Array.from({ length: draw.int(1, 3) }, () => draw.tensor(shape, dtype))]
    },
    messages: { cannotJoin: [0], ranksDiffer: [0], dtypesDiffer: [0], needsNumbers: [0], emptyList: [0] },
    ofOneCall: ['emptyList'],
    mutate: ([list, ...rest], draw) => (draw.chance(0.1) ? [[]] : nearMiss([list, ...rest], draw)),
  },
]
