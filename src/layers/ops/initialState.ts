import type { Spec } from '../../graph/node.js'
import { defineOp, dispatch } from '../../op.js'
import type { AnyTensor } from '../../tensor.js'
import { zeros } from '../../ops/zeros.js'

const op = defineOp<{ readonly units: number }>({
  name: 'initialState',
  effect: 'pure',
  infer: ([x]: readonly Spec[], { units }) => ({ shape: [x!.shape[0]!, units], dtype: 'float32' }),
  // Zeros, for each row of x.
  apart: ({ rows: [x] }) => [x === 0 || x === 'none' ? x : 'mixed'],
  lower: ({ inputs: [x], attrs: { units } }) => zeros([x!.shape[0] as number, units]),
})

/** Zeros [batch, units] for the batch of a tensor, whose size may not be known yet: what a recurrent layer begins with. */
export function initialState(x: AnyTensor, units: number): AnyTensor {
  return dispatch(op, [x], { units })
}
