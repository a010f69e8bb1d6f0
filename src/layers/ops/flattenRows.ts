import type { Spec } from '../../graph/node.js'
import { inOrder } from '../../graph/apart.js'
import { defineOp, dispatch } from '../../op.js'
import { productOf, type Shape } from '../../shape/dimension.js'
import type { AllKnown, opennessOf, Whole } from '../../shape/identity.js'
import type { elementsOf, RankedShape } from '../../shape/open.js'
import { failure, ok, type Failure, type Ok } from '../../shape/outcome.js'
import type { AnyTensor } from '../../tensor.js'
import { reshape } from '../../ops/reshape.js'

/** The first axis stays, the others become one. */
export type flattenRowsRule<S extends Shape> =
  Whole<S> extends RankedShape ?
    S extends readonly [infer First, ...infer Rest] ?
      Whole<opennessOf<Rest>> extends AllKnown ?
        Ok<[First, productOf<Rest>]>
      : Ok<[First, elementsOf<Rest>]>
    : needsRows
  : Ok<number[]>
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
