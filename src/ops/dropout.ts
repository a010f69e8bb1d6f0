import type { Spec } from '../graph/node.js'
import { byElements } from '../graph/apart.js'
import { defineOp, dispatch } from '../op.js'
import { aNumber, anInteger, orNull, sizes } from '../shape/given.js'
import { wrongWith } from '../shape/blame.js'
import { seeded, type Seeded } from '../random.js'
import { canonicalShape, type canonicalDim, type Shape } from '../shape/dimension.js'
import { exactly } from '../shape/dtype.js'
import type { isLiteral } from '../shape/literal.js'
import { failure, ok, type Arg, type Failure, type Ok } from '../shape/outcome.js'
import { firstNoSize, notASize } from '../shape/size.js'
import type { DTypeOf, KindOf, Operand, Result, sameShape, ShapeOf } from '../tensor.js'
import { add } from './add.js'
import { broadcastToRule } from './broadcastTo.js'
import { mul } from './mul.js'
import { uniformNoise } from './randomUniform.js'
import { reshape } from './reshape.js'
import { step } from './step.js'

/** The noise is stretched over the tensor. Without a shape it is one number an element. */
export type dropoutRule<S extends Shape, N> =
  [N] extends [Shape] ?
    [firstNoSize<N>] extends [never] ?
      broadcastToRule<noiseShape<S, N>, S>
    : notASize<firstNoSize<N>>
  : Ok<S>
export function dropoutRule(shape: Shape, noise: Shape | null): Ok<Shape> | Failure {
  if (noise === null) return ok(shape)
  const bad = firstNoSize(noise)
  return bad === undefined ? broadcastToRule(noiseShape(shape, noise), shape) : notASize(bad)
}
/** `null` stands for the tensor's own size, and is unknown where the ranks differ. */
type noiseShape<S extends Shape, N extends Shape> =
  N['length'] extends S['length'] ?
    { -readonly [I in keyof N]: N[I] extends null ? S[I & keyof S] & Shape[number] : canonicalDim<N[I]> }
  : canonicalShape<N>
function noiseShape(shape: Shape, noise: Shape): Shape {
  const wanted = canonicalShape(noise)
  return wanted.length === shape.length ? wanted.map((dim, i) => dim ?? shape[i]!) : wanted
}

/** The share that is dropped. */
export type rateRule<Rate> =
  isLiteral<Rate> extends true ?
    `${Rate & number}` extends `-${string}` ? notARate<Rate>
    : `${Rate & number}` extends '0' | `0.${string}` | `${string}e-${string}` ? Ok<[]>
    : notARate<Rate>
  : Ok<[]>
export function rateRule(rate: number): Ok<Shape> | Failure {
  return rate >= 0 && rate < 1 ? ok([]) : notARate(rate)
}
export interface notARate<Rate> extends Failure {
  readonly message: `rate is a number in [0, 1), got ${Rate & number}`
}
export function notARate(rate: number) {
  return failure(`rate is a number in [0, 1), got ${rate}`, { code: 'notARate' })
}

interface DropoutAttrs extends Seeded {
  readonly rate: number
  readonly noiseShape: Shape | null
}
const op = defineOp<DropoutAttrs>({
  name: 'dropout',
  effect: 'random',
  given: { rate: aNumber, noiseShape: orNull(sizes), seed: anInteger },
  dims: ['noiseShape'],
  infer([x]: readonly Spec[], { rate, noiseShape }) {
    return (
      wrongWith('x', exactly(x!.dtype, 'float32')) ??
      wrongWith('rate', rateRule(rate)) ??
      wrongWith('noiseShape', dropoutRule(x!.shape, noiseShape)) ?? { shape: x!.shape, dtype: 'float32' }
    )
  },
  apart: byElements,
  lower({ inputs: [x], attrs }) {
    const { rate, noiseShape: noise } = attrs
    if (rate === 0) return reshape(x!, x!.shape)
    const own = x!.shape as readonly number[]
    // Noise with fewer axes stands at the last ones.
    const sizes = noise === null ? own : noise.map((dim, i) => (dim as number | null) ?? own.at(i - noise.length)!)
    const kept = step(add(uniformNoise(sizes, attrs), -rate))
    return mul(x!, mul(kept, 1 / (1 - rate)))
  },
})

/**
 * Sets a random share of the elements to 0 and scales the others up, so that the sum stays the same on average. It is
 * always active: the layer of this name is active in training only.
 *
 * @param x float32, of any shape.
 * @param rate The share that is dropped, in [0, 1).
 * @param noiseShape A shape that stretches to that of `x`: what shares a number is dropped together. `null` is the size
 * that `x` has there.
 * @param seed The same seed gives the same numbers; in a graph, in every `predict`, batch by batch. Without it a new one is
 * drawn, see `setSeed`, and every run of a graph drops others. Training always goes on to others.
 * @throws ShapeError `rate is a number in [0, 1), got 1`
 *
 * @example
 * ```ts
 * const x = tf.dropout(tf.ones([4, 8]), 0.5, [null, 1]) // Tensor<[4, 8]>: whole rows are dropped
 * ```
 */
export function dropout<X extends Operand, Rate extends number, const N extends Shape | null = null>(
  x: Arg<exactly<DTypeOf<X>, 'float32'>, 'dropout', X>,
  rate: Arg<rateRule<Rate>, 'dropout', Rate>,
  noiseShape?: Arg<dropoutRule<ShapeOf<X>, N>, 'dropout', N>,
  seed?: number,
): Result<sameShape<X>, 'float32', KindOf<X>> {
  const attrs = { rate: rate as number, noiseShape: (noiseShape ?? null) as Shape | null, ...seeded(seed) }
  return dispatch(op, [x as Operand], attrs)
}
