import * as core from '@tensorflow/tfjs-core'
import { placeOf } from '../backend.js'
import { firstTurn, type Turn } from '../context.js'
import type { Node, Sized } from '../graph/node.js'
import { execute } from '../op.js'
import { constantTensor } from './constants.js'
import { keptValues, lastUses, type Program, type Step } from './program.js'
import { alive, assertWritable, held, runOf, saidByNode, type Description, type Run, type Runner } from './runner.js'

/** Runs a program through the registered kernels of whatever backend is active. */
export class PortableRunner implements Runner {
  private readonly program: Program
  private readonly backend: string
  /** Where each step runs, the settled ones first. */
  private readonly ways: readonly string[]
  /** For each step, the values whose last use it is. */
  private readonly free: readonly (readonly number[])[]
  /** The values of settled steps, and the states they came from. */
  private settled = new Map<number, core.Tensor>()
  private settledFor: readonly object[] | undefined

  constructor(program: Program, backend: string) {
    this.program = program
    this.backend = backend
    this.ways = [...program.settled, ...program.steps].map(wayOf)
    this.free = lastUses(program)
  }

  run(inputs: readonly core.Tensor[], turn: Turn): Run {
    const { program } = this
    assertWritable(program)
    const values = new Array<core.Tensor | undefined>(program.specs.length)
    const owned = new Set<core.Tensor>()
    try {
      program.inputs.forEach((value, i) => (values[value] = inputs[i]!))
      this.readLeaves(values, owned)
      this.settle(values, owned)
      for (const [value, tensor] of this.settled) values[value] = tensor
      program.steps.forEach((each, i) => {
        this.runStep(each, values, owned, turn)
        for (const value of this.free[i]!) {
          const tensor = values[value]!
          owned.delete(tensor)
          tensor.dispose()
          values[value] = undefined
        }
      })
      const take = (value: number): core.Tensor => {
        const tensor = values[value]!
        // A leaf, or a value that is asked for twice, is copied (the memory is shared).
        return owned.delete(tensor) ? tensor : tensor.clone()
      }
      const written = program.writes.map(({ value }) => core.keep(take(value)))
      return runOf(program, program.outputs.map(take), written)
    } finally {
      for (const tensor of owned) tensor.dispose()
    }
  }
  private readLeaves(values: (core.Tensor | undefined)[], owned: Set<core.Tensor>): void {
    const { states, constants } = this.program
    for (const { value, state } of states) values[value] = held(state)
    for (const { value, attrs } of constants) {
      const captured = attrs.captured && alive(attrs.captured.tensor, 'a tensor that the graph has captured')
      const tensor = captured ?? constantTensor(attrs)
      if (captured === undefined) owned.add(tensor)
      values[value] = tensor
    }
  }
  private runStep(
    { node, inputs, outputs }: Step,
    values: (core.Tensor | undefined)[],
    owned: Set<core.Tensor>,
    turn: Turn,
  ): void {
    const args = inputs.map((value) => values[value]!)
    this.executed(node, args, turn).forEach((result, i) => {
      values[outputs[i]!] = result
      owned.add(result)
    })
  }
  private executed(node: Node, args: readonly core.Tensor[], turn: Turn): readonly core.Tensor[] {
    try {
      return execute(node.op, args, node.attrs, node.outputs as readonly Sized[], turn)
    } catch (error) {
      throw saidByNode(node, error)
    }
  }
  /** A state has changed when its memory is another. */
  private settle(values: (core.Tensor | undefined)[], owned: Set<core.Tensor>): void {
    const { settled, settledBy } = this.program
    if (settled.length === 0) return
    const now = settledBy.map((value) => values[value]!.dataId)
    if (this.settledFor?.every((id, i) => id === now[i])) return
    this.dispose()
    const made = new Set<core.Tensor>()
    try {
      for (const each of settled) this.runStep(each, values, made, firstTurn)
    } finally {
      for (const tensor of made) owned.add(tensor)
    }
    for (const value of keptValues(this.program)) {
      const tensor = values[value]!
      owned.delete(tensor)
      this.settled.set(value, core.keep(tensor))
    }
    this.settledFor = now
  }

  describe(): Description {
    return {
      way: `the kernels of '${this.backend}'`,
      steps: this.ways,
      places: this.program.specs.map(() => 'tensor'),
      memory: 'a tensor for each value, until its last use',
    }
  }
  dispose(): void {
    for (const tensor of this.settled.values()) tensor.dispose()
    this.settled.clear()
    this.settledFor = undefined
  }
}

/** @throws when the kernel is missing and cannot run on cpu either: better now than in the middle of a run. */
function wayOf({ node: { op } }: Step): string {
  return op.kernel === undefined ? 'JavaScript' : placeOf(op.kernel.name)
}
