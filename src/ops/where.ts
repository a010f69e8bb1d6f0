import type { OpDefinition, Spec } from '../graph/node.js'
import { byElements } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { wrongWith } from '../shape/blame.js'
import { broadcast } from '../shape/broadcast.js'
import type { Shape } from '../shape/dimension.js'
import { exactly, numeric, upcast } from '../shape/dtype.js'
import type { Arg, Failure, Ok, ShapeThenDType } from '../shape/outcome.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { broadcastTo } from './broadcastTo.js'
import { convert, counted } from './common/dtypes.js'
import { unbroadcast } from './common/unbroadcast.js'

/** All three are broadcast against each other. */
export type whereRule<C extends Shape, A extends Shape, B extends Shape> =
  broadcast<C, A> extends infer First ?
    First extends { readonly failed: true } ? First
    : First extends Ok<infer Z extends Shape> ? broadcast<Z, B>
    : never
  : never
export function whereRule(condition: Shape, a: Shape, b: Shape): Ok<Shape> | Failure {
  const first = broadcast(condition, a)
  return 'failed' in first ? first : broadcast(first.shape, b)
}

const noAttrs = Object.freeze({})
const op: OpDefinition = defineOp({
  name: 'where',
  effect: 'pure',
  infer([condition, a, b]: readonly Spec[]) {
    const outcome = whereRule(condition!.shape, a!.shape, b!.shape)
    return (
      wrongWith('condition', exactly(condition!.dtype, 'bool')) ??
      wrongWith('a', broadcast(condition!.shape, a!.shape)) ??
      wrongWith('a', numeric(a!.dtype)) ??
      wrongWith('b', outcome) ??
      wrongWith('b', numeric(b!.dtype)) ?? { shape: outcome.shape, dtype: upcast(a!.dtype, b!.dtype) }
    )
  },
  apart: byElements,
  // The kernel takes one shape and one dtype, other than bool, and broadcasts nothing.
  lower({ inputs }) {
    const [condition, a, b] = inputs as readonly [AnyTensor, AnyTensor, AnyTensor]
    const { shape } = whereRule(condition.shape, a.shape, b.shape)
    const promoted = upcast(a.dtype, b.dtype)
    const common = counted(promoted)
    const fits = ({ shape: own }: AnyTensor) => own.length === shape.length && own.every((size, i) => size === shape[i])
    if (inputs.every(fits) && a.dtype === common && b.dtype === common) return undefined
    const stretch = (x: AnyTensor) => (fits(x) ? x : broadcastTo(x, shape))
    const chosen = [stretch(condition), stretch(convert(a, common)), stretch(convert(b, common))]
    return convert(dispatch<AnyTensor>(op, chosen, noAttrs), promoted)
  },
  kernel: { name: 'Select' },
  gradient: ({ dy, inputs: [condition, a, b] }) => [
    null,
    () => unbroadcast(where(condition!, dy, 0), a!),
    () => unbroadcast(where(condition!, 0, dy), b!),
  ],
})

/**
 * The elements of `a` where the condition is true, those of `b` where it is false.
 *
 * @param condition A bool tensor, or truth values.
 * @param a float32, int32 or bool. All three are broadcast against each other.
 * @returns The broadcast shape, in the promoted dtype of `a` and `b`.
 * @throws ShapeError `needs bool, got float32; convert it with tf.cast(x, 'bool')`
 * @throws ShapeError `cannot broadcast [2, 3] with [4]: axis -1 is 3 vs 4`
 *
 * @example
 * ```ts
 * const x = tf.tensor([-1, 2])
 * const y = tf.where(tf.greater(x, 0), x, 0) // Tensor<[2]>: 0, 2
 * ```
 */
export function where<C extends Operand, A extends Operand, B extends Operand>(
  condition: Arg<exactly<DTypeOf<C>, 'bool'>, 'where', C>,
  a: ShapeThenDType<broadcast<ShapeOf<C>, ShapeOf<A>>, numeric<DTypeOf<A>>, 'where', A>,
  b: ShapeThenDType<whereRule<ShapeOf<C>, ShapeOf<A>, ShapeOf<B>>, numeric<DTypeOf<B>>, 'where', B>,
): Result<
  whereRule<ShapeOf<C>, ShapeOf<A>, ShapeOf<B>>,
  upcast<DTypeOf<A>, DTypeOf<B>>,
  KindOf<C> | KindOf<A> | KindOf<B>
> {
  return dispatch(op, [condition, a, b] as readonly Operand[], noAttrs)
}
