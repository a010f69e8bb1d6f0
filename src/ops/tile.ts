import type { OpDefinition, Spec } from '../graph/node.js'
import { but } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { numbers } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { mulDims, type Dim, type Shape } from '../shape/dimension.js'
import type { AllKnown, Eq, opennessOf, Whole } from '../shape/identity.js'
import type { closed, productsOf, RankedShape } from '../shape/open.js'
import { isBadCount, type entryOf } from '../shape/count.js'
import { failure, ok, type Arg, type both, type Failure, type Ok } from '../shape/outcome.js'
import { showShape } from '../shape/show.js'
import type { AnyTensor, DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { realOrText } from './common/realOrText.js'
import { concat } from './concat.js'
import { reshape } from './reshape.js'
import { slice } from './slice.js'
import { sum } from './sum.js'

/** Each size times its repeats. */
export type tileRule<S extends Shape, R extends readonly number[]> =
  Whole<S> extends RankedShape ? Tiled<S, R> : Ok<number[]>
type Tiled<S extends Shape, R extends readonly number[]> =
  number extends R['length'] ? Ok<{ -readonly [I in keyof S]: number }>
  : [S['length']] extends [R['length']] ?
    Whole<opennessOf<S> | opennessOf<R>> extends AllKnown ?
      Each<R, S>
    : both<Each<closed<R>, closed<S>>, Ok<productsOf<S, R>>>
  : oneRepeatEach<S, R['length']>
type Each<R extends readonly number[], Rest, Done extends Dim[] = []> =
  Rest extends readonly [infer d extends Dim, ...infer Rest2] ?
    [entryOf<R, Done['length'], number>] extends [infer r] ?
      Eq<r, 1> extends true ? Each<R, Rest2, [...Done, d]>
      : Repeated<d, r, Done['length']> extends infer Size ?
        Size extends Dim ?
          Each<R, Rest2, [...Done, Size]>
        : Size
      : never
    : never
  : Ok<Done>
type Repeated<d, r, Axis> = isBadCount<r> extends true ? badRepeat<r, Axis> : mulDims<d, r>
export function tileRule(shape: Shape, reps: readonly number[]): Ok<Shape> | Failure {
  if (reps.length !== shape.length) return oneRepeatEach(shape, reps.length)
  const bad = reps.findIndex((times) => isBadCount(times))
  return bad >= 0 ? badRepeat(reps[bad]!, bad) : ok(shape.map((dim, i) => mulDims(dim, reps[i]!)))
}

export interface oneRepeatEach<S, N> extends Failure {
  readonly message: `needs one repeat for each axis of ${showShape<S>}, got ${N & number}`
}
export function oneRepeatEach(shape: Shape, repeats: number) {
  return failure(`needs one repeat for each axis of ${showShape(shape)}, got ${repeats}`, {
    code: 'oneRepeatEach',
    shapes: [shape],
  })
}
export interface badRepeat<N, Axis> extends Failure {
  readonly message: `the repeat ${N & number} on axis ${Axis & number} is not an integer of at least 0`
}
export function badRepeat(n: number, axis: number) {
  return failure(`the repeat ${n} on axis ${axis} is not an integer of at least 0`, { code: 'badRepeat', axis })
}

const op: OpDefinition<{ readonly reps: readonly number[] }> = defineOp<{ readonly reps: readonly number[] }>({
  name: 'tile',
  effect: 'pure',
  given: { reps: numbers },
  infer([x]: readonly Spec[], { reps }) {
    const outcome = tileRule(x!.shape, reps)
    return (
      wrongWith('x', realOrText(x!.dtype)) ?? wrongWith('reps', outcome) ?? { shape: outcome.shape, dtype: x!.dtype }
    )
  },
  apart: but(({ reps }, shape) => shape.flatMap((_, axis) => (reps[axis] === 1 ? [] : [axis]))),
  // The kernel of wasm aborts on text.
  lower({ inputs: [x], attrs: { reps } }) {
    if (x!.dtype !== 'string') return undefined
    return reps.reduce<AnyTensor>(
      (tiled, times, axis) => {
        if (times === 1) return tiled
        const none = tiled.shape.map((size, i) => (i === axis ? 0 : (size as number)))
        return times === 0 ?
            slice(
              tiled,
              none.map(() => 0),
              none,
            )
          : concat(Array<AnyTensor>(times).fill(tiled), axis)
      },
      reshape(x!, x!.shape),
    )
  },
  kernel: { name: 'Tile', attrs: ({ reps }) => ({ reps }) },
  gradient: ({ dy, inputs: [x], attrs: { reps } }) => [() => foldRepeats(dy, x!.shape as readonly number[], reps)],
})
/** The sum over the repeats, one axis after the other. */
function foldRepeats(dy: AnyTensor, shape: readonly number[], reps: readonly number[]): AnyTensor {
  let folded = dy
  for (const [axis, times] of reps.entries()) {
    if (times === 1) continue
    const [before, after] = [folded.shape.slice(0, axis), folded.shape.slice(axis + 1)]
    folded = sum(reshape(folded, [...before, times, shape[axis]!, ...after]), axis)
  }
  return folded
}

/**
 * Repeats a tensor along its axes.
 *
 * @param x Tensor of any shape; any dtype but complex64.
 * @param reps How often, for each axis.
 * @throws ShapeError `needs one repeat for each axis of [2, 3], got 1`
 *
 * @example
 * ```ts
 * const x = tf.tile(tf.ones([2, 3]), [1, 2]) // Tensor<[2, 6]>
 * ```
 */
export function tile<X extends Operand, const R extends readonly number[]>(
  x: Arg<realOrText<DTypeOf<X>>, 'tile', X>,
  reps: Arg<tileRule<ShapeOf<X>, R>, 'tile', R>,
): Result<tileRule<ShapeOf<X>, R>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x as Operand], { reps: reps as readonly number[] })
}
