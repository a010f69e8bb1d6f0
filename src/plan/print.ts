import type { Sized } from '../graph/node.js'
import { table } from '../show/table.js'
import type { Program, Step } from './program.js'
import type { Description } from './runner.js'

const shown = ({ shape, dtype }: Sized) => `[${shape}]${dtype === 'float32' ? '' : ` ${dtype}`}`

/** A plan as lines: each step with its kernel, its result, its operands and where it runs. */
export function planText(program: Program, { way, steps: ways, bytes }: Description): string[] {
  const { specs, settled, steps } = program
  const row = ({ node, inputs, outputs }: Step, i: number) => [
    outputs.map((value) => `%${value}`).join(' '),
    node.op.kernel?.name ?? node.op.name,
    outputs.map((value) => shown(specs[value]!)).join(' '),
    inputs.map((value) => `%${value}`).join(' '),
    ways[i]!,
    node.layer?.name ?? '',
  ]
  const header = ['value', 'kernel', 'result', 'operands', 'runs as', 'layer']
  const body = [...settled, ...steps].map(row)
  const leaves = [
    ...program.inputs.map((value) => `%${value} input ${shown(specs[value]!)}`),
    ...program.states.map(({ value, state }) => `%${value} ${state.name} ${shown(specs[value]!)}`),
    ...program.constants.map(({ value }) => `%${value} constant ${shown(specs[value]!)}`),
  ]
  return [
    `${steps.length} steps through ${way}, ${settled.length} more when weights have changed; ${bytes} bytes kept`,
    ...leaves,
    ...table([header, ...body]),
    `results ${program.outputs.map((value) => `%${value}`).join(' ')}`,
    ...program.writes.map(({ value, state }) => `writes %${value} to ${state.name}`),
  ]
}
