import type { Node, Sized } from '../graph/node.js'
import { table } from '../show/table.js'
import type { Program, Step } from './program.js'
import type { Description } from './runner.js'

const shown = ({ shape, dtype }: Sized) => `[${shape}]${dtype === 'float32' ? '' : ` ${dtype}`}`

/**
 * A plan as lines: each step with its kernel, result, operands, how it runs and where the result lives.
 *
 * @param milliseconds What it took to make it.
 */
export function planText(
  program: Program,
  { way, steps: ways, places, memory }: Description,
  milliseconds: number,
): string[] {
  const { specs, settled, steps } = program
  const row = ({ node, inputs, outputs }: Step, i: number) => [
    list(outputs),
    kernelText(node),
    shown(specs[outputs[0]!]!),
    list(inputs),
    ways[i]!,
    places[outputs[0]!]!,
    node.layer?.layer.name ?? '',
  ]
  const header = ['value', 'kernel', 'result', 'operands', 'runs as', 'lives in', 'layer']
  const leaves = [
    ...program.inputs.map((value) => [`%${value}`, 'input', shown(specs[value]!)]),
    ...program.states.map(({ value, state }) => [`%${value}`, `weight ${state.name}`, shown(specs[value]!)]),
    ...program.constants.map(({ value, attrs }) => [
      `%${value}`,
      attrs.captured === undefined ? 'constant' : 'captured tensor',
      shown(specs[value]!),
    ]),
  ]
  const unchanging = settled.length === 0 ? '' : `, and ${settled.length} when weights have changed`
  return [
    `${steps.length} steps in each run${unchanging}, through ${way}; made in ${milliseconds.toFixed(2)} ms`,
    memory,
    ...table(leaves),
    ...table([header, ...[...settled, ...steps].map(row)]),
    `results: ${list(program.outputs)}`,
    ...program.writes.map(({ value, state }) => `writes %${value} to ${state.name}`),
  ]
}

/** The kernel, with what is fused into it. */
function kernelText({ op, attrs, inputs }: Node): string {
  const name = op.kernel?.name ?? op.name
  if (!('activation' in attrs)) return name
  const fused = [...(inputs.length > 2 ? ['bias'] : []), ...(attrs.activation === 'linear' ? [] : [attrs.activation])]
  return [name, ...fused].join(' + ')
}
/** Long lists in short. */
function list(values: readonly number[]): string {
  return values.length <= 4 ? values.map((value) => `%${value}`).join(' ') : `%${values[0]} … %${values.at(-1)}`
}
