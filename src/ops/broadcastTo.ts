import type { Spec } from '../graph/node.js'
import { byElements } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { mostAxes } from '../kernels.js'
import { sizes } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { broadcast } from '../shape/broadcast.js'
import { canonicalShape, isUnknown, type Shape } from '../shape/dimension.js'
import type { AllKnown, Eq, opennessOf, Whole } from '../shape/identity.js'
import type { closed, RankedShape } from '../shape/open.js'
import { failure, ok, type Arg, type both, type Failure, type Ok } from '../shape/outcome.js'
import { showShape } from '../shape/show.js'
import { firstNoSize, notASize } from '../shape/size.js'
import type { DTypeOf, KindOf, Operand, Result, ShapeOf } from '../tensor.js'
import { realOrText } from './common/realOrText.js'
import { fill } from './fill.js'
import { mul } from './mul.js'
import { reshape } from './reshape.js'
import { tile } from './tile.js'

/** Broadcasting must give the target itself. */
export type broadcastToRule<S extends Shape, T extends Shape> =
  Whole<opennessOf<S> | opennessOf<T>> extends AllKnown ? StretchKnown<S, T>
  : Whole<S | T> extends RankedShape ? both<StretchKnown<closed<S>, closed<T>>, Ok<T>>
  : Ok<T>
type StretchKnown<S extends Shape, T extends Shape> =
  [firstNoSize<T>] extends [never] ? Decide<S, canonicalShape<T>> : notASize<firstNoSize<T>>
type Decide<S extends Shape, T extends Shape> =
  broadcast<S, T> extends infer Outcome ?
    Outcome extends Ok<infer Z> ?
      Outcome extends { readonly failed: true } ? Outcome
      : number extends S['length'] | T['length'] ? Ok<T>
      : Eq<Z, T> extends true ? Ok<T>
      : Z extends { readonly length: T['length'] } ? FitsSize<S, T, Z>
      : cannotStretch<S, T>
    : Outcome
  : never
/** Same rank, but a 1 of the target met something larger. An unknown size of the target may be what the source has. */
type FitsSize<S extends Shape, T extends Shape, Z> =
  true extends (
    {
      [I in keyof T]: T[I] extends 1 ?
        Eq<Z[I & keyof Z], 1> extends true ? false
        : isUnknown<Z[I & keyof Z]> extends true ? false
        : true
      : false
    }[number]
  ) ?
    cannotStretch<S, T>
  : Ok<T>
export function broadcastToRule(source: Shape, target: Shape): Ok<Shape> | Failure {
  const bad = firstNoSize(target)
  if (bad !== undefined) return notASize(bad)
  const wanted = canonicalShape(target)
  const outcome = broadcast(source, wanted)
  if ('failed' in outcome) return outcome
  const fits =
    outcome.shape.length === wanted.length &&
    outcome.shape.every((dim, i) => dim === wanted[i] || isUnknown(dim) || wanted[i] !== 1)
  return fits ? ok(wanted) : cannotStretch(source, wanted)
}
export interface cannotStretch<S, T> extends Failure {
  readonly message: `cannot stretch ${showShape<S>} to ${showShape<T>}: a size only grows from 1`
}
export function cannotStretch(s: Shape, t: Shape) {
  return failure(`cannot stretch ${showShape(s)} to ${showShape(t)}: a size only grows from 1`, {
    code: 'cannotStretch',
    shapes: [s, t],
  })
}

function repeats(source: Shape, target: Shape): number[] {
  return target.map((size, axis) => (source[axis] === size ? 1 : (size as number)))
}

const op = defineOp<{ readonly shape: Shape }>({
  name: 'broadcastTo',
  effect: 'pure',
  given: { shape: sizes },
  dims: ['shape'],
  infer([x]: readonly Spec[], { shape }) {
    const outcome = broadcastToRule(x!.shape, shape)
    return (
      wrongWith('x', realOrText(x!.dtype)) ?? wrongWith('shape', outcome) ?? { shape: outcome.shape, dtype: x!.dtype }
    )
  },
  apart: byElements,
  lower({ inputs: [x], attrs: { shape } }) {
    // On wasm, arithmetic stretches about eighty times as fast as the kernel that repeats.
    if (x!.dtype === 'float32' && shape.length <= mostAxes) return mul(x!, fill(shape as readonly number[], 1))
    const added = shape.length - x!.shape.length
    // The wasm kernel takes numbers only; tile knows what to do with text, and with gradients.
    const needsTile = x!.dtype === 'string' || x!.dtype === 'float32'
    if (added === 0) return needsTile ? tile(x!, repeats(x!.shape, shape)) : undefined
    return broadcastTo(reshape(x!, [...Array<number>(added).fill(1), ...x!.shape]), shape)
  },
  kernel: {
    name: 'Tile',
    attrs: (_, [x], [y]) => ({ reps: repeats(x!.shape, y!.shape) }),
  },
})

/**
 * An eager result has the numbers that were asked for. It does not wait for the rule, which stays open inside generic
 * functions: whether a type parameter is a size is not known there.
 */
type Stretched<X, T extends Shape> =
  KindOf<X> extends 'eager' ?
    Ok<T> extends { readonly shape: infer Sizes extends readonly number[] } ?
      Ok<{ -readonly [I in keyof Sizes]: Sizes[I] }>
    : broadcastToRule<ShapeOf<X>, T>
  : broadcastToRule<ShapeOf<X>, T>

/**
 * Repeats a tensor along its axes of size 1, and along new axes in front, until it has a shape.
 *
 * @param x Tensor of any shape and dtype but complex64.
 * @param shape The wanted shape, or names of sizes.
 * @throws ShapeError `cannot stretch [2, 3] to [3]: a size only grows from 1`
 *
 * @example
 * ```ts
 * const rows = tf.broadcastTo([1, 2, 3], [2, 3]) // Tensor<[2, 3]>
 * ```
 */
export function broadcastTo<X extends Operand, const T extends Shape>(
  x: Arg<realOrText<DTypeOf<X>>, 'broadcastTo', X>,
  shape: Arg<broadcastToRule<ShapeOf<X>, T>, 'broadcastTo', T>,
): Result<Stretched<X, T>, DTypeOf<X>, KindOf<X>> {
  return dispatch(op, [x as Operand], { shape: shape as Shape })
}
