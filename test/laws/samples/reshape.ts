import { divideExactly, mulDims, productOf, type Dim } from '../../../src/shape/dimension.js'
import { reshapeRule } from '../../../src/ops/reshape.js'
import { DimsArg, TensorArg, type Args } from '../harness/call.js'
import type { Draw } from '../harness/draw.js'
import { rule, type OpSamples } from '../harness/samples.js'

/** Merges neighbours, splits numbers, adds ones, exchanges axes; one dimension may become -1. */
function target(source: readonly Dim[], draw: Draw): Dim[] {
  let dims = [...source]
  for (let steps = draw.int(0, 3); steps > 0; steps--) {
    const at = draw.int(0, Math.max(dims.length - 2, 0))
    const [a, b] = [dims[at], dims[at + 1]]
    const factor = draw.int(2, 3)
    const split = a === undefined ? 'no' : divideExactly(a, factor)
    const changed = draw.pick<() => Dim[] | undefined>([
      () => (a === undefined || b === undefined ? undefined : [mulDims(a, b)]),
      () => (split === 'no' || split === null ? undefined : [factor, split, ...(b === undefined ? [] : [b])]),
      () => [1, ...dims.slice(at, at + 2)],
      () => (a === undefined || b === undefined ? undefined : [b, a]),
    ])()
    if (changed !== undefined && dims.length < 5) dims = [...dims.slice(0, at), ...changed, ...dims.slice(at + 2)]
  }
  const at = draw.int(0, dims.length - 1)
  const rest = productOf(dims.filter((_, i) => i !== at))
  if (dims.length > 0 && draw.chance(0.4) && rest !== 0) dims[at] = -1
  return dims
}

export const samples: OpSamples[] = [
  {
    op: 'reshape',
    valid(draw) {
      const source = draw.shape(0, 4)
      return [draw.tensor(source, draw.dtype()), new DimsArg(target(source, draw))]
    },
    messages: { elementsDiffer: [1], unevenReshape: [1], twoMinusOnes: [1], notASize: [1] },
    mutate([x, shape]: Args, draw) {
      const { dims } = shape as DimsArg
      return [x as TensorArg, new DimsArg([-1, ...dims, ...(draw.chance(0.5) ? [draw.size()] : [])])]
    },
    rule: (x: TensorArg, shape: DimsArg) => rule('ops/reshape', reshapeRule, x.shape, shape.dims),
  },
]
