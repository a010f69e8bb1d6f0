import * as core from '@tensorflow/tfjs-core'
import { fromValues } from '../backend.js'
import type { OpDefinition, Sized, Turn, Value } from '../graph/node.js'
import { constantOp, inputOp, variableOp, type ConstantAttrs, type State } from '../graph/sources.js'
import { nodesOf } from '../graph/walk.js'
import { execute } from '../op.js'
import type { DType } from '../shape/dtype.js'
import type { Tensor } from '../tensor.js'

// A graph with known sizes as a list of kernel calls, and its run. A value lives in a numbered slot.

interface PlanStep {
  readonly op: OpDefinition
  readonly attrs: object
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
  readonly specs: readonly Sized[]
  /** The slots whose last use this is. */
  readonly free: readonly number[]
}
interface Write {
  readonly state: State
  readonly slot: number
}
/** The static order of a graph's work. */
export interface Plan {
  readonly steps: readonly PlanStep[]
  readonly slots: number
  readonly inputs: readonly number[]
  readonly states: readonly { readonly slot: number; readonly state: State }[]
  readonly constants: readonly { readonly slot: number; readonly attrs: ConstantAttrs }[]
  readonly outputs: readonly number[]
  readonly writes: readonly Write[]
}

/**
 * Orders a specialised graph.
 *
 * @param writes New values of states, written when everything has run.
 */
export function makePlan(
  inputs: readonly Value[],
  outputs: readonly Value[],
  writes: readonly { readonly state: State; readonly value: Value }[] = [],
): Plan {
  const nodes = nodesOf([...outputs, ...writes.map((write) => write.value)])
  const firstSlot = new Map<object, number>()
  let slots = 0
  for (const node of [...inputs.map((value) => value.node), ...nodes]) {
    if (firstSlot.has(node)) continue
    firstSlot.set(node, slots)
    slots += node.outputs.length
  }
  const slotOf = (value: Value) => firstSlot.get(value.node)! + value.index
  const isLeaf = (op: OpDefinition) => [inputOp, variableOp, constantOp].includes(op)
  const work = nodes.filter((node) => !isLeaf(node.op))

  const keep = new Set([...outputs, ...writes.map((write) => write.value)].map(slotOf))
  for (const node of nodes) if (isLeaf(node.op)) keep.add(firstSlot.get(node)!)
  const freed = new Set<number>()
  const steps = work
    .map((node): PlanStep => {
      const base = firstSlot.get(node)!
      const produced = node.outputs.map((_, i) => base + i)
      return {
        op: node.op,
        attrs: node.attrs,
        inputs: node.inputs.map(slotOf),
        outputs: produced,
        specs: node.outputs as readonly Sized[],
        free: [],
      }
    })
    .reverse()
    .map((step) => {
      // Going backwards, the first step that touches a slot is its last use.
      const touched = [...new Set([...step.inputs, ...step.outputs])]
      const free = touched.filter((slot) => !keep.has(slot) && !freed.has(slot))
      for (const slot of free) freed.add(slot)
      return { ...step, free }
    })
    .reverse()
  const leaves = nodes.map((node) => ({ node, slot: firstSlot.get(node)! }))
  const plan: Plan = {
    steps,
    slots,
    inputs: inputs.map(slotOf),
    states: leaves.flatMap(({ node, slot }) => {
      const state = node.op === variableOp ? (node.attrs as { readonly state: State }).state : undefined
      return state === undefined ? [] : [{ slot, state }]
    }),
    constants: leaves.flatMap(({ node, slot }) =>
      node.op === constantOp ? [{ slot, attrs: node.attrs as ConstantAttrs }] : [],
    ),
    outputs: outputs.map(slotOf),
    writes: writes.map(({ state, value }) => ({ state, slot: slotOf(value) })),
  }
  // Also what a loss or a lowering captured for itself is kept as long as the plan.
  for (const { attrs } of plan.constants) attrs.captured?.retain()
  return plan
}
/** Lets go of what a plan keeps. */
export function releasePlan(plan: Plan): void {
  for (const { attrs } of plan.constants) attrs.captured?.release()
}

function alive<T extends core.Tensor>(tensor: T, what: string): T {
  if (tensor.isDisposed) throw new Error(`model: ${what} was disposed; build the graph anew`)
  return tensor
}

/** What a run has computed. The outputs are the caller's; the new states wait for a decision. */
export interface Run {
  readonly outputs: core.Tensor[]
  /** Writes the new states. */
  commit(): void
  /** Drops them. */
  discard(): void
}

/**
 * Runs a plan. The inputs stay the caller's, and the outputs become the caller's: they share no handle with inputs,
 * weights or each other. When a kernel throws, nothing is left behind and no state is written.
 *
 * @param turn The number of the run: random ops give new numbers for each.
 */
export function runPlan(plan: Plan, inputs: readonly core.Tensor[], turn: Turn): Run {
  const values = new Array<core.Tensor | undefined>(plan.slots)
  const owned = new Set<core.Tensor>()
  try {
    plan.inputs.forEach((slot, i) => (values[slot] = inputs[i]!))
    for (const { slot, state } of plan.states) values[slot] = alive(state.read(), `the variable '${state.name}'`)
    for (const { slot, attrs } of plan.constants) {
      const captured = attrs.captured && alive(attrs.captured.tensor, 'a tensor that the graph has captured')
      const value = captured ?? fromValues(attrs.values!, attrs.spec.shape as readonly number[], attrs.spec.dtype)
      if (captured === undefined) owned.add(value)
      values[slot] = value
    }
    for (const { op, attrs, inputs, outputs, specs, free } of plan.steps) {
      const args = inputs.map((slot) => values[slot]!)
      execute(op, args, attrs, specs, turn).forEach((result, i) => {
        values[outputs[i]!] = result
        owned.add(result)
      })
      for (const slot of free) {
        const value = values[slot]!
        owned.delete(value)
        value.dispose()
        values[slot] = undefined
      }
    }
    const take = (slot: number): core.Tensor => {
      const value = values[slot]!
      // A leaf, or a value that is asked for twice, is copied (the memory is shared).
      return owned.delete(value) ? value : value.clone()
    }
    const written = plan.writes.map(({ slot }) => core.keep(take(slot)))
    return {
      outputs: plan.outputs.map(take),
      commit: () => plan.writes.forEach(({ state }, i) => state.write(written[i] as Tensor<number[], DType>)),
      discard: () => written.forEach((value) => value.dispose()),
    }
  } finally {
    for (const value of owned) value.dispose()
  }
}
