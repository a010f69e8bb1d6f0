import { subDims, type Dim } from '../../../src/shape/dimension.js'
import type { AxisArg } from '../../../src/shape/reduce.js'
import { squeezeRule } from '../../../src/ops/squeeze.js'
import { DTypeArg, Fixed, type CallArg, type TensorArg } from '../harness/call.js'
import { nearMiss } from '../harness/near-miss.js'
import { rule, type OpSamples } from '../harness/samples.js'

// Ops that move, repeat, cut or select what is there.

export const samples: OpSamples[] = [
  {
    op: 'expandDims',
    valid(draw) {
      const shape = draw.shape(0, 4)
      const x = draw.tensor(shape, draw.numericDType())
      return draw.chance(0.2) ? [x] : [x, draw.axis(shape.length + 1)]
    },
    messages: { axisOutOfRange: [1] },
  },
  {
    op: 'squeeze',
    valid(draw) {
      const dims = draw.shape(0, 4).map((dim): Dim => (draw.chance(0.5) ? 1 : dim))
      const ones = dims.flatMap((dim, axis) => (dim === 1 ? [axis] : []))
      const x = draw.tensor(dims, draw.numericDType())
      if (ones.length === 0) return dims.includes(null) ? [draw.tensor([1, ...dims], 'float32'), 0] : [x]
      if (!dims.includes(null) && draw.chance(0.3)) return draw.chance(0.7) ? [x] : [x, []]
      const axis = draw.pick(ones)
      return [x, draw.pick([axis, axis - dims.length, [axis], draw.shuffled(ones)])]
    },
    mutate(args, draw) {
      // Several axes at once, in any order.
      const rank = (args[0] as TensorArg).shape.length
      return rank > 0 && draw.chance(0.5) ? [args[0], draw.axes(rank, draw.int(1, rank))] : nearMiss(args, draw)
    },
    messages: { notOne: [1], axisOutOfRange: [1], axisTwice: [1] },
    rule: (x: TensorArg, axis: AxisArg = null) => rule('ops/squeeze', squeezeRule, x.shape, axis),
    onlyWhenRun: { rankUnknown: /\?/ },
  },
  {
    op: 'tile',
    valid(draw) {
      const shape = draw.shape(0, 4)
      return [draw.tensor(shape, draw.numericDType()), shape.map(() => draw.int(1, 3))]
    },
    messages: { oneRepeatEach: [1], badRepeat: [1], noComplex: [0] },
  },
  {
    op: 'reverse',
    valid(draw) {
      const shape = draw.shape(0, 4)
      const rank = shape.length
      const x = draw.tensor(shape)
      if (rank === 0 || draw.chance(0.2)) return [x]
      return [x, draw.chance(0.5) ? draw.axis(rank) : draw.axes(rank, draw.int(0, rank))]
    },
    messages: { axisOutOfRange: [1], axisTwice: [1], needsNumbers: [0] },
  },
  {
    op: 'pad',
    valid(draw) {
      const shape = draw.shape(1, 4)
      const padding = shape.map(() => [draw.int(0, 2), draw.int(0, 3)])
      return [draw.tensor(shape), padding, ...(draw.chance(0.3) ? [new Fixed(draw.pick([2, -1.5]))] : [])]
    },
    mutate([x, padding, ...value], draw) {
      const entries = [...(padding as readonly CallArg[])]
      entries[draw.int(0, entries.length - 1)] = draw.pick([1, [2], [1, 0, 1], []])
      return [x, entries, ...value]
    },
    messages: { onePairEach: [1], notAPair: [1], badPadding: [1], needsAxes: [0, 1], needsNumbers: [0] },
    ranks: { from: 1 },
  },
  {
    op: 'slice',
    valid(draw) {
      const shape = draw.shape(1, 4)
      const listed = draw.int(1, shape.length)
      const begin = shape
        .slice(0, listed)
        .map((dim) => (typeof dim === 'number' ? draw.int(0, dim - 1) : draw.int(0, 1)))
      const size = begin.map((from, i) => {
        const dim = shape[i]!
        const rest = typeof dim === 'number' ? (subDims(dim, from) as number) : 1
        return draw.chance(0.3) || (from > 0 && typeof dim !== 'number') ? -1 : draw.int(0, rest)
      })
      const x = draw.tensor(shape, draw.numericDType())
      if (draw.chance(0.2)) return [x, begin[0]!]
      return draw.chance(0.2) ? [x, begin] : [x, begin, size]
    },
    messages: {
      tooManyEntries: [1, 2],
      badBegin: [1],
      badSize: [2],
      pastTheEnd: [1, 2],
      needsAxes: [0, 1],
      noComplex: [0],
    },
    checkedWhenRun: ['pastTheEnd'],
    ranks: { from: 1 },
  },
  {
    op: 'gather',
    valid(draw) {
      const shape = draw.shape(1, 4)
      const axis = draw.axis(shape.length)
      const size = shape.at(axis)!
      const args = [draw.tensor(shape), draw.indices(draw.shape(0, 2), size)]
      return axis === 0 && draw.chance(0.5) ? args : [...args, axis]
    },
    mutate([x, , ...axis], draw) {
      const { shape } = x as TensorArg
      const size = shape.at((axis[0] as number | undefined) ?? 0)
      const past = typeof size === 'number' ? size : 1
      const bad = draw.pick([past, past + 1, -1])
      return [x, new Fixed(draw.pick([bad, [0, bad], [[bad], [0]]])), ...axis]
    },
    messages: { axisOutOfRange: [2, 0], needsNumbers: [0], needsDType: [1], notAnIndex: [1] },
    checkedWhenRun: ['notAnIndex'],
    ranks: { from: 1 },
  },
  {
    op: 'where',
    valid(draw) {
      const whole = draw.shape(0, 4)
      return [draw.tensor(draw.partOf(whole), 'bool'), draw.tensor(draw.partOf(whole)), draw.tensor(draw.partOf(whole))]
    },
    messages: { cannotBroadcast: [1, 2], needsDType: [0], needsNumbers: [1, 2] },
  },
  {
    op: 'oneHot',
    valid(draw) {
      const depth = draw.int(2, 5)
      const dtype = draw.chance(0.4) ? [new Fixed(1), new Fixed(0), new DTypeArg(draw.numericDType())] : []
      return [draw.indices(draw.shape(0, 4), depth), depth, ...dtype]
    },
    messages: { notACount: [1], needsDType: [0], needsNumbers: [4] },
    differentiable: false,
  },
]
