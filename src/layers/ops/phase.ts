import type { Spec } from '../../graph/node.js'
import { context } from '../../context.js'
import { defineOp, dispatch } from '../../op.js'
import { isSymbolic, type AnyTensor } from '../../tensor.js'

const op = defineOp<object>({
  name: 'phase',
  effect: 'pure',
  infer: ([train]: readonly Spec[]) => train!,
  apart: ({ rows: [train, infer], training }) => [training ? train! : infer!],
  lower: ({ inputs: [train, infer], training }) => (training ? train! : infer!),
})

/**
 * One value in training and another one else. In a graph both are built, and a plan takes one of them; eager calls
 * compute only the one that is wanted.
 *
 * @param x Decides whether this is a graph.
 */
export function phase(x: AnyTensor, train: () => AnyTensor, infer: () => AnyTensor): AnyTensor {
  if (!isSymbolic(x)) return context().training ? train() : infer()
  return dispatch(op, [train(), infer()], {})
}
