import type * as core from '@tensorflow/tfjs-core'
import { within, type Turn } from '../context.js'
import { saidBy } from '../backend.js'
import type { Node } from '../graph/node.js'
import type { State } from '../graph/sources.js'
import type { DType } from '../shape/dtype.js'
import type { Tensor } from '../tensor.js'
import type { Program } from './program.js'

/** What a run has computed. The outputs are the caller's; the new states wait for a decision. */
export interface Run {
  readonly outputs: core.Tensor[]
  /** The new states. */
  next(): { readonly state: State; readonly value: core.Tensor }[]
  /** Writes them. */
  commit(): void
  /** Drops them. */
  discard(): void
}

/** A way to run a program on one backend. */
export interface Runner {
  /**
   * Runs the program. The inputs stay the caller's, and the outputs become the caller's: they share no handle with
   * inputs, weights or each other, and no later run changes them. When a kernel throws, nothing is left behind and no
   * state is written.
   *
   * @param turn The number of the run: random ops give new numbers for each.
   */
  run(inputs: readonly core.Tensor[], turn: Turn): Run
  /** Where the work is done and what it takes: for the plan's printout. */
  describe(): Description
  /** Frees what is kept between runs. */
  dispose(): void
}
export interface Description {
  /** The kind of runner, as printed. */
  readonly way: string
  /** How each step runs, in the program's order, the settled ones first. */
  readonly steps: readonly string[]
  /** Where each value lives. */
  readonly places: readonly string[]
  /** What is taken between runs, in bytes. */
  readonly memory: string
}

/** The run of which these tensors are the results. */
export function runOf({ writes }: Program, outputs: core.Tensor[], written: readonly core.Tensor[]): Run {
  const commit = () => writes.forEach(({ state }, i) => state.write(written[i] as Tensor<number[], DType>))
  return {
    outputs,
    next: () => writes.map(({ state }, i) => ({ state, value: written[i]! })),
    // Also in the middle of a trace: what is written are numbers.
    commit: () => void (writes.length > 0 && within({ plan: undefined }, commit)),
    discard: () => written.forEach((value) => value.dispose()),
  }
}

/** What a kernel says of its data, in the name of the layer or the op of its node. */
export function saidByNode({ op, layer }: Node, error: unknown): unknown {
  return saidBy(layer?.layer.kind ?? op.name, [op.name, op.kernel?.name ?? op.name], error)
}

/** The outputs of a run whose new states are written at once. */
export function committed(run: Run): core.Tensor[] {
  run.commit()
  return run.outputs
}

/** Before anything runs: a state that is gone cannot be written. */
export function assertWritable({ writes }: Program): void {
  for (const { state } of writes) held(state)
}
/** What a state holds now. */
export function held(state: State): Tensor<number[], DType> {
  return alive(state.read(), `the variable '${state.name}'`)
}
/** What a state or a capture holds now. */
export function alive<T extends core.Tensor>(tensor: T, what: string): T {
  if (tensor.isDisposed) throw new Error(`${what} was disposed, but a graph that is run needs it`)
  return tensor
}
