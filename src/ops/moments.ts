import type { OpDefinition, Spec } from '../graph/node.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import { numeric } from '../shape/dtype.js'
import type { Arg } from '../shape/outcome.js'
import { reducedAxes, type AxisArg } from '../shape/reduce.js'
import type { DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { convert } from './common/dtypes.js'
import { reduced, reductionRule, type ReductionAttrs } from './common/reduction.js'
import { mean } from './mean.js'
import { reshape } from './reshape.js'
import { square } from './square.js'
import { sub } from './sub.js'

const op: OpDefinition<ReductionAttrs> = defineOp<ReductionAttrs>({
  name: 'moments',
  effect: 'pure',
  infer([x]: readonly Spec[], { axis, keepDims }) {
    const outcome = reductionRule(x!.shape, axis, keepDims)
    const spec: Spec = { shape: outcome.shape, dtype: 'float32' }
    return wrongWith('x', numeric(x!.dtype)) ?? wrongWith('axis', outcome) ?? [spec, spec]
  },
  plain: { keepDims: 'flag' },
  apart: reduced,
  lower({ inputs: [x], attrs: { axis, keepDims } }) {
    const values = convert(x!, 'float32')
    const axes = reducedAxes(values.shape, axis)
    const centre = mean(values, axes, true)
    const variance = mean(square(sub(values, centre)), axes, keepDims)
    return [keepDims ? centre : reshape(centre, variance.shape), variance]
  },
})

/** One result of the two. */
type Moment<X, N, Keep> = Result<reductionRule<ShapeOf<X>, N, Keep>, 'float32', KindOf<X>>

/**
 * The mean and the variance of the elements over axes; NaN over no elements. The variance is that of the elements
 * themselves: the mean of the squared distances.
 *
 * @param x float32, int32 or bool.
 * @param axis One axis or several, negative ones from the back. Without it, all of them.
 * @param keepDims Keep the reduced axes with size 1.
 * @returns Always float32.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const { mean, variance } = tf.moments([[1, 2], [3, 6]], 0) // 2, 4 and 1, 4
 * ```
 */
export function moments<X extends Operand, const N extends AxisArg = null, Keep extends boolean = false>(
  x: Arg<numeric<DTypeOf<X>>, 'moments', X>,
  axis?: Arg<reductionRule<ShapeOf<X>, N>, 'moments', N>,
  keepDims?: Keep,
): { mean: Moment<X, N, Keep>; variance: Moment<X, N, Keep> } {
  const attrs = { axis: (axis ?? null) as AxisArg, keepDims: keepDims ?? false }
  const [mean, variance] = dispatch<readonly [Moment<X, N, Keep>, Moment<X, N, Keep>], ReductionAttrs>(
    op,
    [x as Operand],
    attrs,
  )
  return { mean, variance }
}
