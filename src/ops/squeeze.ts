import type { Spec } from '../graph/node.js'
import { inOrder } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { axes } from '../shape/given.js'
import { axisOf } from '../shape/axes.js'
import { isUnknown, type Dim, type Shape } from '../shape/dimension.js'
import type { AllKnown, opennessOf, Whole } from '../shape/identity.js'
import type { closed, RankedShape } from '../shape/open.js'
import { failure, ok, type Arg, type both, type Check, type Failure, type Ok } from '../shape/outcome.js'
import { reduce, reducedAxes, type AxisArg } from '../shape/reduce.js'
import { showDim, showShape } from '../shape/show.js'
import { specOfOperand } from '../operand.js'
import { type DTypeOf, type KindOf, type Operand, type Result, type ShapeOf } from '../tensor.js'
import type { eachOne, one } from './common/one.js'
import { reshape } from './reshape.js'

/** The axes are dropped; without any, all whose size is 1. */
export type squeezeRule<S extends Shape, N> =
  Whole<S> extends RankedShape ?
    Whole<opennessOf<S>> extends AllKnown ?
      squeezeKnown<S, N>
    : both<squeezeKnown<closed<S>, N>, squeezeOpen<S, N>>
  : Ok<number[]>
type squeezeOpen<S extends Shape, N> =
  [N] extends [null | undefined | readonly []] ? Ok<number[]>
  : one<N> extends false ? Ok<number[]>
  : eachOne<N> extends false ? Ok<number[]>
  : reduce<S, N>
type squeezeKnown<S extends Shape, N> =
  0 extends 1 & N ? Ok<number[]>
  : [N] extends [null | undefined | readonly []] ? WithoutOnes<S>
  : one<N> extends false ? Ok<number[]>
  : eachOne<N> extends false ? Ok<number[]>
  : reduce<S, N> extends infer Outcome ?
    Check<Outcome> extends 'ok' ?
      number extends (N extends readonly number[] ? N[number] : N) ? Ok<number[]>
      : NotOne<S, Axes<S, N extends readonly number[] ? N[number] : N>> extends infer Bad ?
        [Bad] extends [never] ?
          Outcome
        : Bad
      : never
    : Outcome
  : never
type Axes<S extends Shape, X> = X extends number ? axisOf<S, X> : never
/** A size that is unknown may be 1: then the rank is unknown. */
type WithoutOnes<S, Done extends Dim[] = []> =
  S extends readonly [infer H extends Dim, ...infer Rest] ?
    isUnknown<H> extends true ? Ok<number[]>
    : H extends 1 ? WithoutOnes<Rest, Done>
    : WithoutOnes<Rest, [...Done, H]>
  : Ok<Done>
/** The first of the axes whose size is not 1. */
type NotOne<S extends Shape, X, Rest = S, At extends 0[] = []> =
  Rest extends readonly [infer H, ...infer Rest2] ?
    At['length'] extends X ?
      isUnknown<H> extends true ? NotOne<S, X, Rest2, [...At, 0]>
      : H extends 1 ? NotOne<S, X, Rest2, [...At, 0]>
      : notOne<S, At['length'], H>
    : NotOne<S, X, Rest2, [...At, 0]>
  : never
/** `null`: the rank of the result is unknown. */
export function squeezeRule(shape: Shape, axis: AxisArg): Ok<Shape | null> | Failure {
  if (axis === null || (typeof axis !== 'number' && axis.length === 0)) {
    return shape.some(isUnknown) ? { shape: null } : ok(shape.filter((dim) => dim !== 1))
  }
  const outcome = reduce(shape, axis)
  if ('failed' in outcome) return outcome
  const other = reducedAxes(shape, axis).find((i) => shape[i] !== 1 && !isUnknown(shape[i]!))
  return other === undefined ? outcome : notOne(shape, other, shape[other]!)
}

export interface notOne<S, Axis, D> extends Failure {
  readonly message: `axis ${Axis & number} of ${showShape<S>} is ${showDim<D>}, only axes of size 1 can be squeezed`
}
export function notOne(shape: Shape, axis: number, dim: Dim) {
  const text = `axis ${axis} of ${showShape(shape)} is ${showDim(dim)}, only axes of size 1 can be squeezed`
  return failure(text, { code: 'notOne', shapes: [shape], axis, sizes: [dim] })
}
function rankUnknown(shape: Shape) {
  return failure(`some sizes of ${showShape(shape)} are unknown; name the axes to squeeze`, {
    code: 'rankUnknown',
    shapes: [shape],
  })
}

const op = defineOp<{ readonly axis: AxisArg }>({
  name: 'squeeze',
  effect: 'pure',
  given: { axis: axes },
  infer([x]: readonly Spec[], { axis }) {
    // The public function lists the axes: here an empty list means none.
    if (axis !== null && typeof axis !== 'number' && axis.length === 0) return x!
    const outcome = squeezeRule(x!.shape, axis)
    if ('failed' in outcome) return outcome
    return outcome.shape === null ? rankUnknown(x!.shape) : { shape: outcome.shape, dtype: x!.dtype }
  },
  apart: inOrder,
  lower({ inputs: [x], attrs: { axis } }) {
    const dropped = reducedAxes(x!.shape, axis)
    return reshape(
      x!,
      x!.shape.filter((_, i) => !dropped.includes(i)),
    )
  },
})

/**
 * Drops axes of size 1.
 *
 * @param x Tensor of any shape and dtype.
 * @param axis One axis or several, negative ones from the back. Without it, all whose size is 1; a named size is not.
 * @throws ShapeError `axis 2 of [32, 3, 17, 1024] is 17, only axes of size 1 can be squeezed`
 *
 * @example
 * ```ts
 * const x = tf.squeeze(tf.ones([1, 2, 1, 3])) // Tensor<[2, 3]>
 * ```
 */
export function squeeze<X extends Operand, const N extends AxisArg = null>(
  x: X,
  axis?: Arg<squeezeRule<ShapeOf<X>, N>, 'squeeze', N>,
): Result<squeezeRule<ShapeOf<X>, N>, DTypeOf<X>, KindOf<X>> {
  const isNone = axis == null || (Array.isArray(axis) && axis.length === 0)
  return dispatch(op, [x], { axis: isNone ? unitAxes(x) : (axis as AxisArg) })
}
/** They are fixed now: a named size that turns out to be 1 stays. `null` when a size is unknown. */
function unitAxes(x: Operand): readonly number[] | null {
  const { shape } = specOfOperand('squeeze', x)
  return shape.includes(null) ? null : shape.flatMap((dim, i) => (dim === 1 ? [i] : []))
}
