import * as core from '@tensorflow/tfjs-core'
import type { OpDefinition } from '../graph/node.js'
import { announceCopy, type Recorder } from '../context.js'
import type { AnyTensor } from '../tensor.js'
import type { Applied } from './backward.js'

type Eager = core.Tensor & AnyTensor

/**
 * Records the eager ops that depend on watched tensors. Values are copied (the memory is shared): the function that is
 * differentiated may dispose its own intermediates.
 */
export class Tape implements Recorder {
  readonly applied: Applied[] = []
  /** The variables that took part, when they are watched. */
  readonly variables = new Set<core.Variable>()
  /** Did a variable take part that is not trained? */
  sawFrozen = false
  private readonly copies = new Map<number, Eager>()
  private readonly kept: core.Tensor[] = []
  private readonly watchVariables: boolean

  constructor(watched: readonly core.Tensor[], watchVariables = false) {
    this.watchVariables = watchVariables
    for (const tensor of watched) this.copyOf(tensor)
  }

  /** The tape's own copy of a tensor that it watches or that depends on one. */
  copyOf(tensor: core.Tensor): Eager {
    const known = this.copies.get(tensor.id)
    if (known !== undefined) return known
    const copy = core.keep(tensor.clone()) as Eager
    this.kept.push(copy)
    this.copies.set(tensor.id, copy)
    this.copies.set(copy.id, copy)
    announceCopy(copy, tensor)
    return copy
  }
  alias(copy: core.Tensor, original: core.Tensor): void {
    if (this.watches(original)) this.copies.set(copy.id, this.copyOf(original))
  }

  record(op: OpDefinition, inputs: readonly core.Tensor[], attrs: object, outputs: readonly core.Tensor[]): void {
    // Every input is asked: that is how variables become known.
    if (!inputs.map((input) => this.watches(input)).includes(true)) return
    this.applied.push({
      op,
      attrs,
      inputs: inputs.map((input) => this.copyOf(input)),
      outputs: outputs.map((output) => this.copyOf(output)),
    })
  }
  meet(tensors: readonly core.Tensor[]): void {
    this.sawFrozen ||= tensors.some((tensor) => tensor instanceof core.Variable && !tensor.trainable)
  }
  private watches(input: core.Tensor): boolean {
    if (this.copies.has(input.id)) return true
    if (!this.watchVariables || !(input instanceof core.Variable)) return false
    if (!input.trainable) {
      this.sawFrozen = true
      return false
    }
    this.variables.add(input)
    return true
  }

  dispose(): void {
    for (const tensor of this.kept) tensor.dispose()
  }
}
