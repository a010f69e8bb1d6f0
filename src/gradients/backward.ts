import type { OpDefinition } from '../graph/node.js'
import { add } from '../ops/add.js'
import { ones } from '../ops/ones.js'
import { zeros } from '../ops/zeros.js'
import type { AnyTensor } from '../tensor.js'

/** An op on its inputs, run or as a node of a graph: what the gradient needs to know of it. */
export interface Applied {
  readonly op: OpDefinition
  readonly attrs: object
  readonly inputs: readonly AnyTensor[]
  readonly outputs: readonly AnyTensor[]
}

/**
 * Reverse-mode differentiation, from source to source: walks the ops backwards and asks each one's own rule. The rules
 * are written in ops, so eager values give numbers and symbolic ones give more graph.
 *
 * @param applied In the order in which they ran.
 * @param seeds The gradients of the outputs.
 * @param wanted The values to differentiate with respect to.
 * @returns One gradient for each wanted value; `undefined` where the outputs do not depend on it.
 */
export function backward<V extends AnyTensor>(
  applied: readonly Applied[],
  seeds: ReadonlyMap<V, AnyTensor>,
  wanted: readonly V[],
): (AnyTensor | undefined)[] {
  const needed = dependents(applied, wanted)
  const gradients = new Map<AnyTensor, AnyTensor>(seeds)
  for (const { op, attrs, inputs, outputs } of [...applied].reverse()) {
    if (inputs.length === 0 || !outputs.some((y) => needed.has(y) && gradients.has(y))) continue
    if (op.gradient === undefined) throw new Error(`${op.name}: this op has no gradient`)
    const dys = outputs.map((y) => gradients.get(y) ?? zeros(y.shape as number[], y.dtype))
    const thunks = op.gradient({ dy: dys[0]!, dys, inputs, outputs, attrs })
    for (const [i, input] of inputs.entries()) {
      const thunk = thunks[i]
      if (thunk == null || !needed.has(input)) continue
      const earlier = gradients.get(input)
      gradients.set(input, earlier === undefined ? thunk() : add(earlier, thunk()))
    }
  }
  return wanted.map((value) => gradients.get(value))
}

/** The values that depend on the wanted ones, through ops that are differentiable. */
function dependents(applied: readonly Applied[], wanted: readonly AnyTensor[]): Set<AnyTensor> {
  const needed = new Set<AnyTensor>(wanted)
  for (const { inputs, outputs } of applied) {
    if (inputs.some((input) => needed.has(input))) {
      for (const y of outputs) if (y.dtype === 'float32') needed.add(y)
    }
  }
  return needed
}

/** The gradient of what is differentiated itself. It does not depend on the value: a second gradient must not go there. */
export function seedOf({ shape, dtype }: AnyTensor): AnyTensor {
  return ones(shape as number[], dtype)
}
