import * as core from '@tensorflow/tfjs-core'
import { copied, withRecorder } from '../context.js'
import { isSymbolic, type AnyTensor } from '../tensor.js'
import { backward, seedOf } from './backward.js'
import { assertWeighs, noTensor, type Differentiated, type OfVariables } from './found.js'
import { Tape } from './tape.js'

type Eager = core.Tensor & AnyTensor

/** Runs `f` under a tape, then backwards. */
export function differentiateEagerly(
  what: string,
  f: (...args: readonly AnyTensor[]) => AnyTensor,
  args: readonly AnyTensor[],
  dy: AnyTensor | undefined,
): Differentiated {
  args.forEach((arg, i) => assertEager(what, arg, `argument ${i}`))
  const watched = args as readonly Eager[]
  const { value, found } = record(
    what,
    () => f(...args),
    new Tape(watched),
    () => watched,
    dy,
  )
  // The value is the caller's: never the very handle that was given.
  return { value: args.includes(value) ? (copied(value as Eager) as Eager) : value, gradients: found }
}
export function differentiateVariablesEagerly(
  what: string,
  f: () => AnyTensor,
  variables: readonly core.Variable[] | undefined,
): OfVariables {
  variables?.forEach((variable) => assertEager(what, variable, `the variable '${variable.name}'`))
  const tape = new Tape(variables ?? [], variables === undefined)
  const wanted = () => variables ?? [...tape.variables]
  const { value, found } = record(what, f, tape, wanted, undefined)
  const frozen = tape.sawFrozen && wanted().length === 0
  return { value, frozen, found: wanted().map((variable, i) => ({ variable, gradient: found[i] })) }
}

function record(
  what: string,
  f: () => AnyTensor,
  tape: Tape,
  wanted: () => readonly core.Tensor[],
  dy: AnyTensor | undefined,
): { value: AnyTensor; found: (AnyTensor | undefined)[] } {
  try {
    const y = withRecorder(tape, f)
    if (isSymbolic(y)) throw inGraph(what, 'what the function returns')
    if (!(y instanceof core.Tensor)) throw noTensor(what)
    assertWeighs(what, dy, y)
    const output = tape.copyOf(y)
    const seeds = new Map([[output, dy ?? seedOf(output)]])
    const found = backward(
      tape.applied,
      seeds,
      wanted().map((x) => tape.copyOf(x)),
    )
    // Copies: one tensor may be the gradient of several arguments, or a copy that goes with the tape.
    return { value: y, found: found.map((gradient) => gradient && (copied(gradient as Eager) as Eager)) }
  } finally {
    tape.dispose()
  }
}

function assertEager(what: string, tensor: AnyTensor, name: string): void {
  if (isSymbolic(tensor)) throw inGraph(what, name)
  if ((tensor as Eager).isDisposed) throw new Error(`${what}: a tensor was disposed before this use`)
}
function inGraph(what: string, name: string): TypeError {
  return new TypeError(
    `${what}: ${name} is a symbolic tensor; take gradients in a function given to jit, or compile and fit a model`,
  )
}
