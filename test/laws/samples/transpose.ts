import { transposeRule } from '../../../src/ops/transpose.js'
import type { TensorArg } from '../harness/call.js'
import { rule, type OpSamples } from '../harness/samples.js'

export const samples: OpSamples[] = [
  {
    op: 'transpose',
    valid(draw) {
      const shape = draw.shape(0, 4)
      const x = draw.tensor(shape)
      return draw.chance(0.2) ? [x] : [x, draw.axes(shape.length, shape.length)]
    },
    messages: { notAPermutation: [1], needsNumbers: [0] },
    rule: (x: TensorArg, perm: readonly number[] | null = null) => rule('ops/transpose', transposeRule, x.shape, perm),
  },
]
