import { dotRule } from '../../../src/ops/dot.js'
import type { Dim } from '../../../src/shape/dimension.js'
import { Fixed, type TensorArg } from '../harness/call.js'
import { rule, type OpSamples } from '../harness/samples.js'

// Vectors, matrices, and rows that are counted or added up.

export const samples: OpSamples[] = [
  {
    op: 'outerProduct',
    valid: (draw) => [draw.tensor([draw.dim()]), draw.tensor([draw.dim()])],
    messages: { needsRank: [0, 1], needsNumbers: [0, 1] },
    ranks: { from: 1, to: 1 },
  },
  {
    op: 'dot',
    valid(draw) {
      const [m, k, n] = [draw.dim(), draw.dim(), draw.dim()]
      return [draw.tensor(draw.chance(0.5) ? [k] : [m, k]), draw.tensor(draw.chance(0.5) ? [k] : [k, n])]
    },
    messages: { needsVectorOrMatrix: [0, 1], innerDiffer: [1], needsNumbers: [0, 1] },
    rule: (a: TensorArg, b: TensorArg) => rule('ops/dot', dotRule, a.shape, b.shape),
    ranks: { from: 1, to: 2 },
  },
  {
    op: 'diag',
    valid: (draw) => [draw.tensor(draw.shape(0, draw.chance(0.2) ? 4 : 2))],
    messages: { needsNumbers: [0] },
  },
  {
    op: 'norm',
    valid(draw) {
      const x = draw.tensor(draw.shape(0, 4))
      const rank = x.shape.length
      const ofVectors = draw.pick([new Fixed('euclidean'), 1, 2, new Fixed(Infinity)])
      const ofMatrices = draw.pick([new Fixed('euclidean'), new Fixed('fro'), 1])
      if (rank === 0 || draw.chance(0.2)) return draw.chance(0.5) ? [x] : [x, ofVectors]
      const keep = draw.chance(0.3) ? [true] : []
      if (rank > 1 && draw.chance(0.4)) return [x, ofMatrices, draw.axes(rank, 2), ...keep]
      return [x, ofVectors, draw.chance(0.7) ? draw.axis(rank) : draw.axes(rank, 1), ...keep]
    },
    mutate: ([x, ord, ...rest], draw) => [
      x,
      draw.pick([new Fixed(3), new Fixed('fro'), new Fixed(0.5), 2, ord]),
      ...(draw.chance(0.5) ? rest : [draw.axes(4, draw.pick([0, 3]))]),
    ],
    messages: {
      notAnOrder: [1],
      needsOneOrTwo: [2],
      axisOutOfRange: [2],
      axisTwice: [2],
      needsNumbers: [0],
    },
  },
  {
    op: 'unsortedSegmentSum',
    valid(draw) {
      const x = draw.tensor(draw.shape(1, 4))
      const count = draw.int(1, 5)
      return [x, draw.indices([x.shape[0]!], count), count]
    },
    messages: { oneIdEach: [1], needsAxes: [0], notACount: [2], needsNumbers: [0], needsDType: [1] },
    mutate: ([x, ids, count], draw) =>
      draw.pick([
        [draw.tensor([], (x as TensorArg).dtype), ids, count],
        [x, ids, draw.pick([-1, 1.5, -7])],
        [x, draw.indices([...(x as TensorArg).shape, 2], 2), count],
      ]),
    ranks: { from: 1 },
    withoutGradient: [1],
  },
  {
    op: 'confusionMatrix',
    valid(draw) {
      const [dim, count]: [Dim, number] = [draw.dim(), draw.int(1, 5)]
      return [draw.indices([dim], count), draw.indices([dim], count), count]
    },
    messages: { needsRank: [0, 1], labelsDiffer: [1], notACount: [2], needsDType: [0, 1] },
    mutate: ([labels, predictions, count], draw) =>
      draw.pick([
        [labels, predictions, draw.pick([0, -1, 1.5])],
        [labels, draw.indices([draw.size()], 2), count],
      ]),
    ranks: { from: 1, to: 1 },
    differentiable: false,
  },
  {
    op: 'bincount',
    valid(draw) {
      const x = draw.indices(draw.shape(0, 4), 4)
      return [x, draw.chance(0.3) ? new Fixed([]) : draw.tensor(x.shape), draw.int(1, 6)]
    },
    mutate: ([x, weights, size], draw) =>
      draw.pick([
        [x, weights, draw.pick([-1, 1.5, -7])],
        [x, draw.tensor([...(x as TensorArg).shape, 2]), size],
      ]),
    messages: { oneWeightEach: [1], notACount: [2], needsNumbers: [1], needsDType: [0] },
  },
  ...['lowerBound', 'upperBound', 'searchSorted'].map((op): OpSamples => ({
    op,
    valid(draw) {
      const front = draw.shape(0, 3)
      const dtype = draw.numericDType()
      const side = op === 'searchSorted' && draw.chance(0.5) ? [new Fixed('right')] : []
      return [draw.tensor([...front, draw.dim()], dtype), draw.tensor([...front, draw.dim()], dtype), ...side]
    },
    messages: { sequencesDiffer: [1], needsAxes: [0, 1], needsNumbers: [0, 1] },
    mutate: ([sequence, values, ...side], draw) =>
      draw.pick([
        [draw.tensor([]), values, ...side],
        [sequence, draw.tensor([]), ...side],
        [sequence, draw.tensor([2, ...(values as TensorArg).shape]), ...side],
      ]),
    ranks: { from: 1 },
    differentiable: false,
  })),
]
