import type { Spec, Value } from '../../graph/node.js'
import { byElements } from '../../graph/apart.js'
import { defineOp, dispatch } from '../../op.js'

const op = defineOp<object>({
  name: 'own',
  effect: 'pure',
  infer: ([x]: readonly Spec[]) => x!,
  apart: byElements,
  kernel: { name: 'Identity' },
  gradient: ({ dy }) => [() => dy],
})

/** The same value as a value of its own: only what is made of this one depends on it. */
export function own(x: Value): Value {
  return dispatch(op, [x], {})
}
