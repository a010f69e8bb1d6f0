import type { Spec } from '../graph/node.js'
import { byElements } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import type { Shape } from '../shape/dimension.js'
import { numeric, type DType } from '../shape/dtype.js'
import { isFailure, type both, type Failure, type Ok } from '../shape/outcome.js'
import type { KindOf, Operand, Result } from '../tensor.js'
import { add } from './add.js'
import {
  joined,
  ofElement,
  sameDTypes,
  type DTypesOf,
  type firstDType,
  type OfElement,
  type ShapesOf,
  type TensorsArg,
} from './common/joining.js'

/** Tensors of one shape. */
export type addNRule<L extends readonly Shape[]> = joined<L, null>
export function addNRule(shapes: readonly Shape[]): Ok<Shape> | Failure {
  return joined(shapes, null)
}
/** All are of one dtype: the first is to blame. */
type firstNumeric<D> =
  numeric<D> extends infer Outcome ?
    Outcome extends Failure ?
      Outcome & OfElement<0>
    : Outcome
  : never

type Rule<L extends readonly Operand[]> = both<
  sameDTypes<DTypesOf<L>>,
  both<firstNumeric<firstDType<L>>, addNRule<ShapesOf<L>>>
>

const op = defineOp<object>({
  name: 'addN',
  effect: 'pure',
  operands: 'tensors',
  infer(inputs: readonly Spec[]) {
    const outcome = addNRule(inputs.map(({ shape }) => shape))
    const dtype: DType = inputs[0]?.dtype ?? 'float32'
    const taken = numeric(dtype)
    return (
      wrongWith('tensors', sameDTypes(inputs.map((input) => input.dtype))) ??
      wrongWith('tensors', isFailure(taken) ? ofElement(taken, 0) : taken) ??
      wrongWith('tensors', outcome) ?? { shape: outcome.shape, dtype }
    )
  },
  apart: byElements,
  lower: ({ inputs }) => inputs.reduce((sum, x) => add(sum, x)),
})

/**
 * The sum of tensors of one shape, element by element.
 *
 * @param tensors At least one, of one shape and dtype; float32, int32 or bool.
 * @throws ShapeError `cannot join [2, 3] with [2, 4]: axis 1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const y = tf.addN([tf.ones([2]), tf.ones([2]), tf.ones([2])]) // Tensor<[2]>: 3, 3
 * ```
 */
export function addN<const L extends readonly Operand[] | []>(
  tensors: TensorsArg<Rule<L>, 'addN', L>,
): Result<Rule<L>, firstDType<L>, KindOf<L[number]>> {
  return dispatch(op, tensors as readonly Operand[], {})
}
