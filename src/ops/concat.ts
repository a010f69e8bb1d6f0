import type { Spec } from '../graph/node.js'
import { butAxis } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { aNumber } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { axisOf, axisOutOfRange } from '../shape/axes.js'
import type { Shape } from '../shape/dimension.js'
import type { Whole } from '../shape/identity.js'
import type { closedAxis, RankedShape } from '../shape/open.js'
import type { isLiteral } from '../shape/literal.js'
import type { both, Failure, Ok } from '../shape/outcome.js'
import type { KindOf, Operand, Result } from '../tensor.js'
import {
  emptyList,
  joined,
  ofElement,
  sameDTypes,
  type firstDType,
  type AsFirst,
  type DTypesOf,
  type JoinAxisArg,
  type OfElement,
  type ShapesOf,
  type TensorsArg,
} from './common/joining.js'
import { needsAxes } from './common/needsAxes.js'
import { slice } from './slice.js'

/** The sizes along the axis are added up, all others are equal. */
export type concatRule<L extends readonly Shape[], X extends number, Box = readonly [X]> =
  L extends readonly [] ? emptyList
  : Whole<L[0]> extends RankedShape ? Concatenated<L, closedAxis<X, Box>>
  : Ok<number[]>
type Concatenated<L extends readonly Shape[], X extends number> =
  L[0] extends readonly [] ? needsAxes<[]> & OfElement<0>
  : isLiteral<X> extends false ? Ok<AsFirst<L[0], number>>
  : [axisOf<L[0], X>] extends [never] ? axisOutOfRange<L[0], X>
  : joined<L, axisOf<L[0], X>>
export function concatRule(shapes: readonly Shape[], axis: number): Ok<Shape> | Failure {
  const [first] = shapes
  if (first === undefined) return emptyList()
  if (first.length === 0) return ofElement(needsAxes(first), 0)
  const index = axisOf(first, axis)
  return index === undefined ? axisOutOfRange(first, axis) : joined(shapes, index)
}

type Rule<L extends readonly Operand[], X extends number> = both<sameDTypes<DTypesOf<L>>, concatRule<ShapesOf<L>, X>>

const op = defineOp<{ readonly axis: number }>({
  name: 'concat',
  effect: 'pure',
  operands: 'tensors',
  given: { axis: aNumber },
  infer(inputs: readonly Spec[], { axis }) {
    const dtypes = sameDTypes(inputs.map((input) => input.dtype))
    const outcome = concatRule(
      inputs.map((input) => input.shape),
      axis,
    )
    return (
      wrongWith('tensors', dtypes) ?? wrongWith('tensors', outcome) ?? { shape: outcome.shape, dtype: inputs[0]!.dtype }
    )
  },
  apart: butAxis,
  kernel: { name: 'Concat', attrs: ({ axis }, [x]) => ({ axis: axisOf(x!.shape, axis) }) },
  gradient: ({ dy, inputs, attrs: { axis } }) => {
    const along = axisOf(dy.shape, axis)!
    let end = 0
    return inputs.map(({ shape }) => {
      const begin = end
      end += shape[along] as number
      return () => slice(dy, [...Array<number>(along).fill(0), begin], shape as readonly number[])
    })
  },
})

/**
 * Joins tensors, one after the other along an axis.
 *
 * @param tensors At least one. They have one dtype, and the same size on every other axis. In types, the joined size is
 * known up to 64 tensors.
 * @param axis Which axis; a negative one counts from the back.
 * @throws ShapeError `cannot join [2, 10] with [2, 12]: axis 1 is 10 vs 12`
 *
 * @example
 * ```ts
 * const x = tf.concat([tf.ones([2, 3]), tf.zeros([2, 5])], 1) // Tensor<[2, 8]>
 * ```
 */
export function concat<const L extends readonly Operand[] | [], const X extends number = 0>(
  tensors: TensorsArg<Rule<L, X>, 'concat', L>,
  axis?: JoinAxisArg<Rule<L, X>, 'concat', L, X>,
): Result<Rule<L, X>, firstDType<L>, KindOf<L[number]>> {
  return dispatch(op, tensors as readonly Operand[], { axis: (axis ?? 0) as number })
}
