import type { Spec } from '../../graph/node.js'
import type { State } from '../../graph/sources.js'
import { defineOp, dispatch } from '../../op.js'
import type { AnyTensor } from '../../tensor.js'

const op = defineOp<{ readonly state: State }>({
  name: 'readState',
  effect: 'state',
  infer: ([value]: readonly Spec[]) => value!,
  lower: ({ attrs: { state }, read }) => read(state),
})

/**
 * What a state holds at this place of a graph: what was written before in the same run, or else its value.
 *
 * @param value The state in the graph.
 */
export function readState(value: AnyTensor, state: State): AnyTensor {
  return dispatch(op, [value], { state })
}
