import type { DType } from '../../../src/shape/dtype.js'
import { reduce, type AxisArg } from '../../../src/shape/reduce.js'
import { rule, type OpSamples } from '../harness/samples.js'
import type { TensorArg } from '../harness/call.js'

// Reductions over axes: op(x, axis, keepDims).

function reduction(op: string, dtype?: DType, more: Partial<OpSamples> = {}): OpSamples {
  return {
    op,
    valid(draw) {
      const shape = draw.shape(0, 4)
      const x = draw.tensor(shape, dtype)
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
    messages: { axisOutOfRange: [1], axisTwice: [1], needsNumbers: [0] },
    rule: (x: TensorArg, axis: AxisArg = null, keepDims = false) =>
      rule('shape/reduce', reduce, x.shape, axis, keepDims),
    ...more,
  }
}
/** Along one axis: op(x, axis). */
function alongAxis(op: string, least: 0 | 1, more: Partial<OpSamples> = {}): OpSamples {
  return {
    op,
    valid(draw) {
      const shape = draw.shape(1, 4)
      const x = draw.tensor(shape)
      return draw.chance(0.3) ? [x] : [x, draw.axis(shape.length)]
    },
    messages: { axisOutOfRange: [0, 1], needsNumbers: [0] },
    ranks: { from: least },
    ...more,
  }
}

export const samples: OpSamples[] = [
  ...['sum', 'mean', 'max', 'min', 'prod', 'logSumExp', 'moments', 'euclideanNorm'].map((op) => reduction(op)),
  ...['all', 'any'].map((op) =>
    reduction(op, 'bool', {
      messages: { axisOutOfRange: [1], axisTwice: [1], needsDType: [0] },
      differentiable: false,
    }),
  ),
  ...['argMax', 'argMin'].map((op) => alongAxis(op, 1, { differentiable: false })),
  ...['softmax', 'logSoftmax', 'cumsum', 'cumprod'].map((op) => alongAxis(op, 1)),
  {
    op: 'topk',
    valid(draw) {
      const x = draw.tensor(draw.shape(1, 4))
      const last = x.shape.at(-1)!
      const k = draw.int(0, typeof last === 'number' ? last : 1)
      if (last !== 0 && draw.chance(0.2)) return [x]
      return draw.chance(0.5) ? [x, k] : [x, k, true]
    },
    messages: { kTooLarge: [0, 1], notACount: [1], axisOutOfRange: [0], needsNumbers: [0] },
    mutate: ([x, k, ...sorted], draw) =>
      draw.chance(0.2) ? [draw.tensor([]), k, ...sorted]
      : k === undefined ? [draw.tensor([...(x as TensorArg).shape.slice(0, -1), 0])]
      : [x, draw.pick([(k as number) + 4, (k as number) + 0.5, -1]), ...sorted],
    checkedWhenRun: ['kTooLarge'],
    ranks: { from: 1 },
  },
]
