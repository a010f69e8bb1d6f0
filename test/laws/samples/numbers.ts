import { DTypeArg, Fixed } from '../harness/call.js'
import { rule, type OpSamples } from '../harness/samples.js'
import { rangeRule } from '../../../src/ops/range.js'

// Ops that count: op(start, stop, ...).

export const samples: OpSamples[] = [
  {
    op: 'linspace',
    valid: (draw) => [new Fixed(draw.int(-3, 3)), new Fixed(draw.int(4, 9)), draw.int(1, 200)],
    messages: { notACount: [2] },
    mutate: ([start, stop], draw) => [start, stop, draw.pick([0, -draw.int(1, 200), draw.int(0, 200) + 0.5])],
    knownSizes: true,
    differentiable: false,
  },
  {
    op: 'range',
    valid(draw) {
      const [start, stop] = [draw.int(-99, 99), draw.int(-99, 99)]
      const [from, to] = [new Fixed(start), new Fixed(stop)]
      return draw.chance(0.3) ?
          [from, new Fixed(Math.max(start, stop))]
        : [
            from,
            to,
            new Fixed((stop < start ? -1 : 1) * draw.int(1, 4)),
            ...(draw.chance(0.3) ? [new DTypeArg(draw.pick(['float32', 'int32']))] : []),
          ]
    },
    // Fractions are counted only when run.
    mutate: ([start, stop], draw) =>
      draw.chance(0.7) ?
        [start, stop, new Fixed(draw.pick([0, 1, -1])), ...(draw.chance(0.3) ? [new DTypeArg(draw.dtype())] : [])]
      : [start, stop, new Fixed(draw.int(1, 3)), new DTypeArg(draw.pick(['bool', 'string', 'complex64']))],
    messages: { zeroStep: [2], cannotCount: [3] },
    // The call runs at once and has the shape of what the kernel made.
    rule: (start: Fixed, stop: Fixed, step: Fixed | number = 1) =>
      rule(
        'ops/range',
        rangeRule,
        Number(start.value),
        Number(stop.value),
        step instanceof Fixed ? Number(step.value) : step,
      ),
    knownSizes: true,
    differentiable: false,
  },
  {
    op: 'eye',
    valid(draw) {
      const rows = draw.int(0, 9)
      const batch = [draw.int(1, 3)]
      const dtype = new DTypeArg(draw.numericDType())
      return draw.pick([
        [rows],
        [rows, draw.int(0, 9)],
        [rows, draw.int(0, 9), batch],
        [rows, draw.int(0, 9), batch, dtype],
      ])
    },
    messages: { notASize: [0, 1, 2], needsNumbers: [3] },
    knownSizes: true,
    differentiable: false,
  },
]
