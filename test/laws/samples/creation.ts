import { sizesRule } from '../../../src/ops/common/creation.js'
import { DimsArg, DTypeArg, Fixed, type Args } from '../harness/call.js'
import type { Draw } from '../harness/draw.js'
import { rule, type OpSamples } from '../harness/samples.js'

// Ops that make a tensor of a shape: op(shape, ..., dtype).

function creation(op: string, dtypeAt: number, between: (draw: Draw) => Args): OpSamples {
  return {
    op,
    valid(draw) {
      const shape = new DimsArg(
        Array.from({ length: draw.int(0, 4) }, () => draw.size()),
        false,
      )
      const dtype = draw.chance(0.6) ? [new DTypeArg(draw.numericDType())] : []
      return [shape, ...between(draw), ...dtype]
    },
    messages: { notASize: [0], needsNumbers: [dtypeAt] },
    rule: (shape: DimsArg) => rule('ops/common/creation', sizesRule, shape.dims as readonly number[]),
    asNamed: true,
    knownSizes: true,
    differentiable: false,
  }
}

export const samples: OpSamples[] = [
  creation('zeros', 1, () => []),
  creation('ones', 1, () => []),
  creation('fill', 2, (draw) => [new Fixed(draw.pick([7, 0, -1.5, true, false]))]),
  creation('randomUniform', 3, () => [new Fixed(-1), new Fixed(1)]),
  creation('randomNormal', 3, () => [new Fixed(0), new Fixed(2)]),
  creation('truncatedNormal', 3, () => [new Fixed(0), new Fixed(2)]),
]
