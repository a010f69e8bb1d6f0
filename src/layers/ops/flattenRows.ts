import type { Spec } from '../../graph/node.js'
import { inOrder } from '../../graph/apart.js'
import { defineOp, dispatch } from '../../op.js'
import { productOf, type Dim, type Shape } from '../../shape/dimension.js'
import { failure, ok, type Failure, type Ok } from '../../shape/outcome.js'
import type { AnyTensor } from '../../tensor.js'
import { reshape } from '../../ops/reshape.js'

/** The first axis stays, the others become one. */
export type flattenRowsRule<S extends Shape> =
  number extends S['length'] ? Ok<number[]>
  : S extends readonly [infer First extends Dim, ...infer Rest extends Shape] ? Ok<[First, productOf<Rest>]>
  : needsRows
export function flattenRowsRule(shape: Shape): Ok<Shape> | Failure {
  return shape.length === 0 ? needsRows() : ok([shape[0]!, productOf(shape.slice(1))])
}
export interface needsRows extends Failure {
  readonly message: 'needs rank 1 or more, got []'
}
export function needsRows() {
  return failure('needs rank 1 or more, got []', { code: 'needsRows', shapes: [[]] })
}

const op = defineOp<object>({
  name: 'flattenRows',
  effect: 'pure',
  infer([x]: readonly Spec[]) {
    const outcome = flattenRowsRule(x!.shape)
    return 'failed' in outcome ? outcome : { shape: outcome.shape, dtype: x!.dtype }
  },
  apart: inOrder,
  lower: ({ inputs: [x] }) => reshape(x!, [x!.shape[0]!, productOf(x!.shape.slice(1))]),
})

/** All axes behind the batch become one; unlike a reshape it can do so with sizes that are not known yet. */
export function flattenRows(x: AnyTensor): AnyTensor {
  return dispatch(op, [x], {})
}
