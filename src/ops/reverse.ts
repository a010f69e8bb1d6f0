import type { OpDefinition, Spec } from '../graph/node.js'
import { but } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import type { Shape } from '../shape/dimension.js'
import { numeric } from '../shape/dtype.js'
import { ok, type Arg, type both, type Failure, type Ok } from '../shape/outcome.js'
import { reducedAxes, type AxisArg } from '../shape/reduce.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { cast } from './cast.js'
import { reductionRule } from './common/reduction.js'

/** The axes have to exist; the shape stays. */
export type reverseRule<S extends Shape, N> = both<reductionRule<S, N>, Ok<S>>
export function reverseRule(shape: Shape, axis: AxisArg): Ok<Shape> | Failure {
  const axes = reductionRule(shape, axis)
  return 'failed' in axes ? axes : ok(shape)
}

interface ReverseAttrs {
  readonly axis: AxisArg
}
const op: OpDefinition<ReverseAttrs> = defineOp<ReverseAttrs>({
  name: 'reverse',
  effect: 'pure',
  infer([x]: readonly Spec[], { axis }) {
    const outcome = reverseRule(x!.shape, axis)
    return wrongWith('x', numeric(x!.dtype)) ?? wrongWith('axis', outcome) ?? { shape: outcome.shape, dtype: x!.dtype }
  },
  apart: but(({ axis }: ReverseAttrs, shape) => reducedAxes(shape, axis)),
  // The kernel of wasm moves elements of four bytes only.
  lower({ inputs: [x], attrs }) {
    return x!.dtype === 'bool' ? cast(dispatch<AnyTensor>(op, [cast(x!, 'int32')], attrs), 'bool') : undefined
  },
  kernel: { name: 'Reverse', attrs: ({ axis }, [x]) => ({ dims: reducedAxes(x!.shape, axis) }) },
  gradient: ({ dy, attrs: { axis } }) => [() => dispatch<AnyTensor>(op, [dy], { axis })],
})

/**
 * Turns the order of the elements around, along axes.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 * @param axis One axis or several, negative ones from the back. Without it, all of them.
 * @throws ShapeError `axis 2 is out of range for [3, 4]`
 *
 * @example
 * ```ts
 * const x = tf.reverse([[1, 2], [3, 4]], 1) // Tensor<[2, 2]>: 2, 1, 4, 3
 * ```
 */
export function reverse<X extends Operand, const N extends AxisArg = null>(
  x: Arg<numeric<DTypeOf<X>>, 'reverse', X>,
  axis?: Arg<reverseRule<ShapeOf<X>, N>, 'reverse', N>,
): Result<reverseRule<ShapeOf<X>, N>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x as Operand], { axis: (axis ?? null) as AxisArg })
}
