import { einsumRule } from '../../../src/ops/einsum.js'
import type { Dim } from '../../../src/shape/dimension.js'
import { TensorArg, type CallArg } from '../harness/call.js'
import type { Draw } from '../harness/draw.js'
import { rule, type OpSamples } from '../harness/samples.js'

const equations = [
  'ij,jk->ik',
  'bij,bjk->bik',
  'bhqd,bhkd->bhqk',
  'ij->ji',
  'ij->i',
  'ij,ij->',
  'i,j->ij',
  'bi,io->bo',
  'abc->ca',
]
/** One of the ways in which an equation is wrong. */
const wrong = (equation: string, draw: Draw) =>
  draw.pick([
    equation.replace('->', ''),
    `${equation}z`,
    equation.replace('->', ',k->'),
    equation.replace(/,\w+/, ''),
    `${equation}->i`,
    equation.replace('i', '1'),
    equation.replace('->', '->ii'),
    equation.replace('i', 'ii'),
  ])

export const samples: OpSamples[] = [
  {
    op: 'einsum',
    valid(draw) {
      const equation = draw.pick(equations)
      const sizes = new Map<string, Dim>()
      const dim = (index: string): Dim => {
        if (!sizes.has(index)) sizes.set(index, draw.dim())
        // Another operand may know it.
        return draw.chance(0.15) && draw.unknown() === null ? null : sizes.get(index)!
      }
      const terms = equation.split('->')[0]!.split(',')
      return [equation, ...terms.map((term) => draw.tensor([...term].map(dim)))]
    },
    mutate: ([equation, ...tensors], draw) =>
      draw.chance(0.4) ?
        [wrong(equation as string, draw), ...tensors]
      : [equation, ...tensors.map(changedTensor(draw))],
    messages: {
      indexDiffers: [1, 2],
      termDoesNotFit: [1, 2],
      termsDiffer: [0],
      resultOnly: [0],
      needsArrow: [0],
      notAnIndex: [0],
      indexTwice: [0],
      needsNumbers: [1, 2],
    },
    rule: (equation: string, ...tensors: TensorArg[]) =>
      rule(
        'ops/einsum',
        einsumRule,
        equation,
        tensors.map(({ shape }) => shape),
      ),
    ranks: { from: 1 },
  },
]
const changedTensor = (draw: Draw) => (arg: CallArg) => {
  const { shape, dtype } = arg as TensorArg
  if (draw.chance(0.2)) return draw.tensor([], dtype)
  return draw.tensor(draw.chance(0.5) ? shape : shape.map((dim) => (draw.chance(0.3) ? draw.dim() : dim)), dtype)
}
