import { reduce, type AxisArg } from '../../../src/shape/reduce.js'
import { rule, type OpSamples } from '../harness/samples.js'
import type { TensorArg } from '../harness/call.js'

// Reductions over axes: op(x, axis, keepDims).

export const samples: OpSamples[] = ['sum'].map((op) => ({
  op,
  valid(draw) {
    const shape = draw.shape(0, 4)
    const x = draw.tensor(shape)
    const rank = shape.length
    const axis = draw.pick([
      () => undefined,
      () => null,
      () => (rank > 0 ? draw.axis(rank) : null),
      () => (rank > 0 ? draw.axis(rank) : null),
      () => draw.axes(rank, draw.int(0, rank)),
    ])()
    if (axis === undefined) return [x]
    return draw.chance(0.5) ? [x, axis] : [x, axis, draw.chance(0.7)]
  },
  messages: { axisOutOfRange: [1], needsNumbers: [0] },
  rule: (x: TensorArg, axis: AxisArg = null, keepDims = false) => rule('shape/reduce', reduce, x.shape, axis, keepDims),
}))
