import type { Spec } from '../graph/node.js'
import { moving } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import type { Shape } from '../shape/dimension.js'
import { type both, type Check, type Failure, type Ok } from '../shape/outcome.js'
import type { KindOf, Operand, Result } from '../tensor.js'
import { insertDim, newAxisOf } from './common/insertion.js'
import {
  joined,
  sameDTypes,
  type firstDType,
  type DTypesOf,
  type IsLong,
  type JoinAxisArg,
  type ShapesOf,
  type TensorsArg,
} from './common/joining.js'
import { reshape } from './reshape.js'
import { slice } from './slice.js'

/** Tensors of one shape, side by side on a new axis. */
export type stackRule<L extends readonly Shape[], X extends number> =
  joined<L, null> extends infer Each ?
    Check<Each> extends 'ok' ?
      Each extends Ok<infer S extends Shape> ?
        insertDim<S, X, IsLong<L> extends true ? number : L['length']>
      : never
    : Each
  : never
export function stackRule(shapes: readonly Shape[], axis: number): Ok<Shape> | Failure {
  const each = joined(shapes, null)
  return 'failed' in each ? each : insertDim(each.shape, axis, shapes.length)
}

type Rule<L extends readonly Operand[], X extends number> = both<sameDTypes<DTypesOf<L>>, stackRule<ShapesOf<L>, X>>

const op = defineOp<{ readonly axis: number }>({
  name: 'stack',
  effect: 'pure',
  infer(inputs: readonly Spec[], { axis }) {
    const dtypes = sameDTypes(inputs.map((input) => input.dtype))
    const outcome = stackRule(
      inputs.map((input) => input.shape),
      axis,
    )
    return (
      wrongWith('tensors', dtypes) ?? wrongWith('tensors', outcome) ?? { shape: outcome.shape, dtype: inputs[0]!.dtype }
    )
  },
  apart: moving(({ inputs, attrs: { axis } }) =>
    inputs.map(({ shape }) => shape.map((_, i) => (i < newAxisOf(shape, axis)! ? i : i + 1))),
  ),
  kernel: { name: 'Pack', attrs: ({ axis }, [x]) => ({ axis: newAxisOf(x!.shape, axis) }) },
  gradient: ({ dy, inputs, attrs: { axis } }) => {
    const along = newAxisOf(inputs[0]!.shape, axis)!
    const size = dy.shape.map((all, i) => (i === along ? 1 : (all as number)))
    return inputs.map(({ shape }, i) => () => {
      const part = slice(dy, [...Array<number>(along).fill(0), i], size)
      return reshape(part, shape)
    })
  },
})

/**
 * Puts tensors of one shape side by side, on a new axis.
 *
 * @param tensors At least one, of one shape and dtype. In types, their number is known up to 64.
 * @param axis Where the new axis stands in the result; a negative one counts from the back.
 * @throws ShapeError `cannot join [2, 3] with [2, 4]: axis 1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const x = tf.stack([tf.ones([2]), tf.zeros([2]), tf.ones([2])], 1) // Tensor<[2, 3]>
 * ```
 */
export function stack<const L extends readonly Operand[] | [], const X extends number = 0>(
  tensors: TensorsArg<Rule<L, X>, 'stack', L>,
  axis?: JoinAxisArg<Rule<L, X>, 'stack', L, X>,
): Result<Rule<L, X>, firstDType<L>, KindOf<L[number]>> {
  return dispatch(op, tensors as readonly Operand[], { axis: (axis ?? 0) as number })
}
