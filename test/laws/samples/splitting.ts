import { mulDims, type Dim } from '../../../src/shape/dimension.js'
import type { OpSamples } from '../harness/samples.js'

// One tensor into a list of tensors.

export const samples: OpSamples[] = [
  {
    op: 'split',
    valid(draw) {
      const shape = draw.shape(1, 4)
      const axis = draw.axis(shape.length)
      const at = axis < 0 ? axis + shape.length : axis
      const parts = draw.int(1, 3)
      const sizes = Array.from({ length: parts }, () => draw.int(1, 3))
      const listed = draw.chance(0.5)
      const whole = listed ? sizes.reduce((sum, size) => sum + size, 0) : mulDims(draw.dim(), parts)
      const x = draw.tensor(shape.map((dim, i): Dim => (i === at ? whole : dim)))
      const wanted =
        !listed ? parts
        : draw.chance(0.3) ? sizes.map((size, i) => (i === 0 ? -1 : size))
        : sizes
      return axis === 0 ? [x, wanted] : [x, wanted, axis]
    },
    messages: {
      unevenParts: [1],
      partsDiffer: [1],
      badCount: [1],
      badPart: [1],
      twoRests: [1],
      axisOutOfRange: [2, 1],
      needsNumbers: [0],
    },
    mutate([x, parts, ...axis], draw) {
      if (draw.chance(0.1)) return [draw.tensor([]), parts, ...axis]
      if (typeof parts === 'number') return [x, draw.pick([0, -1, parts + 1]), ...axis]
      const list = parts as readonly number[]
      return [
        x,
        draw.pick([
          [-1, -1],
          [...list, -1],
          [...list, -2],
          [...list, 1],
        ]),
        ...axis,
      ]
    },
    ranks: { from: 1 },
  },
  {
    op: 'unstack',
    valid(draw) {
      const shape = draw.shape(1, 4)
      if (shape.length > 1 && draw.chance(0.3)) shape[1] = draw.unknown()
      const axis = draw.axis(shape.length)
      const at = axis < 0 ? axis + shape.length : axis
      const x = draw.tensor(shape.map((dim, i): Dim => (i === at ? draw.int(1, 4) : dim)))
      return axis === 0 ? [x] : [x, axis]
    },
    onlyWhenRun: { countIsNamed: /\?/ },
    messages: { countIsNamed: [1, 0], axisOutOfRange: [1, 0], noComplex: [0] },
    ranks: { from: 1 },
  },
]
