import * as core from '@tensorflow/tfjs-core'
import { variableNode } from '../graph/sources.js'
import type { Update } from '../optimizers/optimizer.js'
import { fill } from '../ops/fill.js'
import type { AnyTensor } from '../tensor.js'
import type { CompiledMetric } from './compile.js'
import { Counter } from './counter.js'

/** What a metric has counted so far, in states: plans read and write them. */
export class Tally {
  private readonly of: CompiledMetric
  private readonly slots: { readonly [name: string]: Counter }

  constructor(of: CompiledMetric) {
    this.of = of
    const all = Object.entries(of.metric.slots)
    this.slots = Object.fromEntries(
      all.map(([name, { shape, initial }]) => [name, new Counter(`${of.name}/${name}`, shape, initial)]),
    )
  }
  /** What will have been counted after a batch, as values of its graph. */
  updates(labels: AnyTensor, predictions: AnyTensor): Update[] {
    const now = mapped(this.slots, variableNode)
    const next = this.of.metric.update(labels, predictions, now)
    return Object.entries(this.slots).map(([name, state]) => ({ state, value: next[name]! }))
  }
  /** One number, as a tensor of the caller's. */
  result(): core.Tensor {
    return core.tidy(
      () => this.of.metric.result(mapped(this.slots, (state) => state.read())) as AnyTensor as core.Tensor,
    )
  }
  /** Begins anew; until then it takes no memory. */
  reset(): void {
    for (const state of Object.values(this.slots)) state.dispose()
  }
}

/** The metric of one batch alone. */
export function scoreOf({ metric }: CompiledMetric, labels: AnyTensor, predictions: AnyTensor): AnyTensor {
  const none = mapped(metric.slots, ({ shape, initial }): AnyTensor => fill([...shape], initial))
  return metric.result(metric.update(labels, predictions, none))
}

function mapped<A, B>(record: { readonly [name: string]: A }, f: (value: A) => B): { readonly [name: string]: B } {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value)]))
}
