import type { Spec } from '../graph/node.js'
import { dropping, moving } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { aNumber } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { axisOf, axisOutOfRange } from '../shape/axes.js'
import type { Dim, Shape } from '../shape/dimension.js'
import type { isLiteral } from '../shape/literal.js'
import type { Boxes, isOpenBox } from '../shape/open.js'
import { failure, type Arg, type both, type Failure } from '../shape/outcome.js'
import { showDim, showShape } from '../shape/show.js'
import type { DTypeOf, KindOf, Operand, ShapeOf } from '../tensor.js'
import type { axisOrFirst, whenLeftOut } from './common/axis.js'
import { repeated, type OkList, type Results } from './common/list.js'
import { realOrText } from './common/realOrText.js'
import { stack } from './stack.js'

/** One tensor for each index along the axis, which is dropped. */
export type unstackRule<S extends Shape, X extends number> =
  number extends S['length'] ? OkList<number[][]>
  : isLiteral<X> extends false ? OkList<Unknown<Dropped<S, 0>>[]>
  : [axisOf<S, X>] extends [never] ? axisOutOfRange<S, X>
  : Entries<S, axisOf<S, X>, S[axisOf<S, X> & keyof S], Dropped<S, axisOf<S, X>>, Boxes<S>>
/** Of an open size, they are as many as are known when the graph is made. */
type Entries<S extends Shape, Axis, D, Each, X> =
  isOpenBox<X[Axis & keyof X]> extends true ? OkList<Each[]>
  : [D] extends [string] ? countIsNamed<S, Axis, D>
  : isLiteral<D> extends true ? OkList<repeated<Each, D & number>>
  : OkList<Each[]>
type Unknown<S extends readonly unknown[]> = { -readonly [I in keyof S]: number }
// Without constraints on what is inferred, so that it is decided inside generic functions.
type Dropped<S extends readonly unknown[], X, Done extends unknown[] = []> =
  S extends readonly [infer H, ...infer Rest] ?
    Done['length'] extends X ?
      [...Done, ...Rest]
    : Dropped<Rest, X, [...Done, H]>
  : Done
/** `shapes` is `null` when their number is unknown. */
export function unstackRule(shape: Shape, axis: number): OkList<readonly Shape[] | null> | Failure {
  const index = axisOf(shape, axis)
  if (index === undefined) return axisOutOfRange(shape, axis)
  const count = shape[index]!
  if (typeof count === 'string') return countIsNamed(shape, index, count)
  return {
    shapes:
      count === null ? null : (
        repeated(
          shape.filter((_, i) => i !== index),
          count,
        )
      ),
  }
}

export interface countIsNamed<S, Axis, D> extends Failure {
  readonly message: `axis ${Axis & number} of ${showShape<S>} is ${showDim<D>}, so the number of tensors is not known`
}
export function countIsNamed(shape: Shape, axis: number, dim: Dim) {
  const text = `axis ${axis} of ${showShape(shape)} is ${showDim(dim)}, so the number of tensors is not known`
  return failure(text, { code: 'countIsNamed', shapes: [shape], axis, sizes: [dim] })
}

const op = defineOp<{ readonly axis: number }>({
  name: 'unstack',
  effect: 'pure',
  given: { axis: aNumber },
  list: true,
  infer([x]: readonly Spec[], { axis }) {
    const outcome = unstackRule(x!.shape, axis)
    const shapes = 'failed' in outcome ? [] : outcome.shapes
    const refused = wrongWith('x', realOrText(x!.dtype)) ?? wrongWith('axis', outcome)
    if (refused !== undefined) return refused
    // A graph has a fixed number of values: here an unknown size is as little use as a name.
    if (shapes === null) return countIsNamed(x!.shape, axisOf(x!.shape, axis)!, null)
    return shapes.map((shape) => ({ shape, dtype: x!.dtype }))
  },
  apart: moving(({ inputs: [x], attrs: { axis } }) => [dropping([axisOf(x!.shape, axis)!], x!.shape)]),
  kernel: { name: 'Unpack', attrs: ({ axis }, [x]) => ({ axis: axisOf(x!.shape, axis) }) },
  gradient: ({ dys, inputs: [x], attrs: { axis } }) => [() => stack(dys, axisOf(x!.shape, axis)!)],
})

/**
 * Takes a tensor apart along an axis: one tensor for each index, of a rank that is smaller by one.
 *
 * @param x Tensor of rank 1 or more; any dtype but complex64.
 * @param axis Which axis; a negative one counts from the back. Its size has to be a number. In types, the result is a
 * tuple up to 64 tensors and an array past that.
 * @throws ShapeError `axis 1 of [batch, seq, 8] is seq, so the number of tensors is not known`
 *
 * @example
 * ```ts
 * const [a, b] = tf.unstack(tf.ones([2, 3])) // Tensor<[3]>, Tensor<[3]>
 * ```
 */
export function unstack<X extends Operand, const N extends number | undefined = undefined>(
  x: Arg<both<realOrText<DTypeOf<X>>, whenLeftOut<N, unstackRule<ShapeOf<X>, 0>>>, 'unstack', X>,
  axis?: Arg<unstackRule<ShapeOf<X>, axisOrFirst<N>>, 'unstack', N>,
): Results<unstackRule<ShapeOf<X>, axisOrFirst<N>>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x as Operand], { axis: (axis ?? 0) as number })
}
