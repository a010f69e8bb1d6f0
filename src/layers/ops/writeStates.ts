import type { Spec } from '../../graph/node.js'
import type { State } from '../../graph/sources.js'
import { defineOp, dispatch } from '../../op.js'
import type { Shape } from '../../shape/dimension.js'
import { failure } from '../../shape/outcome.js'
import { showShape } from '../../shape/show.js'
import type { AnyTensor } from '../../tensor.js'

interface Attrs {
  /** The states, in the order of their new values, which stand behind the results. */
  readonly states: readonly State[]
}
const op = defineOp<Attrs>({
  name: 'writeStates',
  effect: 'state',
  list: true,
  infer(inputs: readonly Spec[], { states }) {
    const values = inputs.slice(inputs.length - states.length)
    for (const [i, state] of states.entries()) {
      const value = values[i]!
      const fits =
        value.shape.length === state.shape.length && value.shape.every((dim, axis) => fitsSize(dim, state.shape[axis]!))
      if (!fits || value.dtype !== state.dtype) return otherState(state, value)
    }
    return inputs.slice(0, inputs.length - states.length)
  },
  writes: ({ states }) => states,
  lower({ inputs, attrs: { states }, write }) {
    const count = inputs.length - states.length
    states.forEach((state, i) => write(state, inputs[count + i]!))
    return inputs.slice(0, count)
  },
})
/** A size that is not known yet is checked when it is. */
function fitsSize(dim: Shape[number], size: number): boolean {
  return typeof dim !== 'number' || dim === size
}
function otherState(state: State, { shape, dtype }: Spec) {
  const text = `the state '${state.name}' is ${showShape(state.shape)} ${state.dtype}, its new value ${showShape(shape)} ${dtype}`
  return failure(text, { code: 'otherState', shapes: [state.shape, shape] })
}

/** The results of a call, which writes states when it runs. */
export function writeStates(
  results: readonly AnyTensor[],
  writes: ReadonlyMap<State, AnyTensor>,
): readonly AnyTensor[] {
  return dispatch(op, [...results, ...writes.values()], { states: [...writes.keys()] })
}
