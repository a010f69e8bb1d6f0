import { matMulRule } from '../../../src/ops/matMul.js'
import type { TensorArg } from '../harness/call.js'
import { rule, type OpSamples } from '../harness/samples.js'

export const samples: OpSamples[] = [
  {
    op: 'matMul',
    valid(draw) {
      const batch = draw.shape(0, 2)
      const [m, k, n] = [draw.dim(), draw.dim(), draw.dim()]
      const [ta, tb] = [draw.chance(0.3), draw.chance(0.3)]
      const a = draw.tensor([...draw.partOf(batch), ...(ta ? [k, m] : [m, k])])
      const b = draw.tensor([...draw.partOf(batch), ...(tb ? [n, k] : [k, n])])
      return ta || tb || draw.chance(0.3) ? [a, b, ta, tb] : [a, b]
    },
    messages: { innerDiffer: [1], needsMatrix: [0, 1], cannotBroadcast: [1], needsNumbers: [0, 1] },
    ranks: { from: 2 },
    rule: (a: TensorArg, b: TensorArg, ta = false, tb = false) =>
      rule('ops/matMul', matMulRule, a.shape, b.shape, ta, tb),
  },
]
