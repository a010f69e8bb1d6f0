import type { Spec } from '../graph/node.js'
import { moving } from '../graph/apart.js'
import type { Whole, Eq } from '../shape/identity.js'
import type { RankedShape } from '../shape/open.js'
import { defineOp, dispatch } from '../op.js'
import { numbers, orNull } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { axisOf } from '../shape/axes.js'
import type { Shape } from '../shape/dimension.js'
import { numeric } from '../shape/dtype.js'
import { failure, ok, type Arg, type Failure, type Ok } from '../shape/outcome.js'
import { showShape } from '../shape/show.js'
import type { DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'

/** Every axis once; without a list, the axes in reverse. */
export type transposeRule<S extends Shape, P> =
  [S] extends [infer Q extends Shape] ?
    Whole<Q> extends RankedShape ?
      Permuted<Q, P>
    : Ok<number[]>
  : never
type Permuted<S extends Shape, P> =
  Eq<P, null> extends true ? Ok<Reversed<S>>
  : P extends readonly number[] ?
    number extends P['length'] ? Ok<number[]>
    : P['length'] extends S['length'] ?
      P extends readonly [] ? Ok<[]>
      : [Exclude<Positions<S>, Axes<S, P[number]>>] extends [never] ?
        Ok<{ -readonly [I in keyof P]: At<S, axisOf<S, P[I] & number>> }>
      : number extends P[number] ? Ok<{ -readonly [I in keyof P]: number }>
      : notAPermutation<S, P>
    : notAPermutation<S, P>
  : Ok<Reversed<S>>
type Axes<S extends Shape, X> = X extends number ? axisOf<S, X> : never
type At<S, I> = I extends keyof S ? S[I] : number
type Positions<S> = All[keyof S & keyof All & `${number}`]
type All = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
// Without constraints on what is inferred, so that it is decided inside generic functions.
type Reversed<S extends readonly unknown[], Done extends unknown[] = []> =
  S extends readonly [infer H, ...infer Rest] ? Reversed<Rest, [H, ...Done]> : Done
export function transposeRule(shape: Shape, perm: readonly number[] | null): Ok<Shape> | Failure {
  if (perm === null) return ok([...shape].reverse())
  const axes = new Set(perm.map((axis) => axisOf(shape, axis)))
  if (perm.length !== shape.length || axes.size !== shape.length || axes.has(undefined)) {
    return notAPermutation(shape, perm)
  }
  return ok(fromFront(shape, perm).map((axis) => shape[axis]!))
}
function fromFront(shape: Shape, perm: readonly number[] | null): number[] {
  return perm === null ? shape.map((_, i) => i).reverse() : perm.map((axis) => axisOf(shape, axis)!)
}

export interface notAPermutation<S, P> extends Failure {
  readonly message: `${showShape<P>} is not a permutation of the axes of ${showShape<S>}`
}
export function notAPermutation(shape: Shape, perm: readonly number[]) {
  return failure(`${showShape(perm)} is not a permutation of the axes of ${showShape(shape)}`, {
    code: 'notAPermutation',
    shapes: [shape, perm],
  })
}

const op = defineOp<{ readonly perm: readonly number[] | null }>({
  name: 'transpose',
  effect: 'pure',
  given: { perm: orNull(numbers) },
  infer([x]: readonly Spec[], { perm }) {
    const outcome = transposeRule(x!.shape, perm)
    return wrongWith('x', numeric(x!.dtype)) ?? wrongWith('perm', outcome) ?? { shape: outcome.shape, dtype: x!.dtype }
  },
  apart: moving(({ inputs: [x], attrs: { perm } }) => {
    const axes = fromFront(x!.shape, perm)
    return [axes.map((_, axis) => axes.indexOf(axis))]
  }),
  kernel: { name: 'Transpose', attrs: ({ perm }, [x]) => ({ perm: fromFront(x!.shape, perm) }) },
  gradient: ({ dy, inputs: [x], attrs: { perm } }) => [
    () => {
      const axes = fromFront(x!.shape, perm)
      return transpose(
        dy,
        axes.map((_, i) => axes.indexOf(i)),
      )
    },
  ],
})

/**
 * Puts the axes of a tensor in another order.
 *
 * @param x Tensor of any shape; float32, int32 or bool.
 * @param perm For each axis of the result, the axis of `x` that it comes from. Without it, the axes are reversed.
 * @throws ShapeError `[0, 0] is not a permutation of the axes of [2, 3]`
 *
 * @example
 * ```ts
 * const x = tf.transpose(tf.zeros([2, 3, 4]), [0, 2, 1]) // Tensor<[2, 4, 3]>
 * ```
 */
export function transpose<X extends Operand, const P extends readonly number[] | null = null>(
  x: Arg<numeric<DTypeOf<X>>, 'transpose', X>,
  perm?: Arg<transposeRule<ShapeOf<X>, P>, 'transpose', P>,
): Result<transposeRule<ShapeOf<X>, P>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x as Operand], { perm: (perm ?? null) as readonly number[] | null })
}
