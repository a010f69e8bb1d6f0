import { isBadCount } from './count.js'
import { canonicalDim, isUnknown, substituteDim, type Dim, type Shape } from './dimension.js'
import type { AllKnown, Eq, opennessOf, Whole } from './identity.js'
import type { closed, RankedShape, written } from './open.js'
import { failure, ok, type both, type Failure, type Ok } from './outcome.js'
import { showDim, showShape } from './show.js'
import { notASize } from './size.js'

/**
 * Can a value of shape S have the shape that the user says? Rank and numbers are checked; a name that is met twice, or in
 * a polynomial, has one size. What S leaves open is not known here. Without a failure: the wanted shape.
 */
export type matchShape<S extends Shape, T extends Shape> =
  Whole<opennessOf<S> | opennessOf<T>> extends AllKnown ? MatchKnown<S, T>
  : Whole<T> extends RankedShape ?
    both<MatchKnown<Whole<S> extends RankedShape ? closed<S> : number[], closed<T>>, Ok<written<T>>>
  : Ok<[...T]>
type MatchKnown<S extends Shape, T extends Shape> =
  number extends T['length'] ? Ok<number[]>
  : number extends S['length'] ? MatchAxes<Open<T>, T, S, T>
  : S['length'] extends T['length'] ? MatchAxes<S, T, S, T>
  : rankDiffers<S, T>
/** Unknown sizes, as many as T has. */
type Open<T extends Shape> = { -readonly [I in keyof T]: number }
type MatchAxes<S, T, S0, T0, Env = {}, Polynomials extends unknown[] = [], Done extends Dim[] = []> =
  T extends readonly [infer Wanted, ...infer T2] ?
    S extends readonly [infer D, ...infer S2] ?
      canonicalDim<Wanted> extends infer W ?
        W extends 'invalid' ? notASize<Wanted>
        : isUnknown<W> extends true ? MatchAxes<S2, T2, S0, T0, Env, Polynomials, [...Done, number]>
        : W extends number ?
          isBadCount<W> extends true ? notASize<W>
          : isNumber<D> extends true ?
            Eq<W, D> extends true ?
              MatchAxes<S2, T2, S0, T0, Env, Polynomials, [...Done, W]>
            : axisDiffers<S0, T0, Done['length'], D, W>
          : MatchAxes<S2, T2, S0, T0, Env, Polynomials, [...Done, W]>
        : isNumber<D> extends true ?
          W extends Composite ?
            MatchAxes<S2, T2, S0, T0, Env, [...Polynomials, [W, D, Done['length']]], [...Done, W & Dim]>
          : W extends keyof Env ?
            Env[W] extends readonly [D, ...unknown[]] ?
              MatchAxes<S2, T2, S0, T0, Env, Polynomials, [...Done, W & Dim]>
            : nameDiffers<S0, T0, W, Env[W][0 & keyof Env[W]], D>
          : MatchAxes<S2, T2, S0, T0, Env & { [Name in W & string]: [D] }, Polynomials, [...Done, W & Dim]>
        : MatchAxes<S2, T2, S0, T0, Env, Polynomials, [...Done, W & Dim]>
      : never
    : never
  : MatchPolynomials<Polynomials, Env, S0, T0, Done>
type MatchPolynomials<L extends unknown[], Env, S0, T0, Done> =
  L extends [[infer W, infer D, infer Axis], ...infer Rest extends unknown[]] ?
    substituteDim<W, Env> extends infer Value ?
      isUnknown<Value> extends true ? MatchPolynomials<Rest, Env, S0, T0, Done>
      : Eq<Value, D> extends true ? MatchPolynomials<Rest, Env, S0, T0, Done>
      : axisDiffers<S0, T0, Axis, D, Value>
    : never
  : Ok<Done>
type Composite = `${string}${'+' | '-' | '*' | '('}${string}`
type isNumber<D> =
  isUnknown<D> extends true ? false
  : D extends number ? true
  : false
export function matchShape(shape: Shape, wanted: Shape): Ok<Shape> | Failure {
  const env: { [name: string]: readonly [number] } = {}
  const polynomials: { axis: number; dim: string }[] = []
  const done: Dim[] = []
  if (shape.length !== wanted.length) return rankDiffers(shape, wanted)
  for (const [axis, spelled] of wanted.entries()) {
    const dim = canonicalDim(spelled)
    if (dim === 'invalid') return notASize(spelled)
    if (typeof dim === 'number' && isBadCount(dim)) return notASize(dim)
    done.push(dim)
    const size = shape[axis]
    if (typeof size !== 'number' || isUnknown(dim)) continue
    if (typeof dim === 'number') {
      if (dim !== size) return axisDiffers(shape, wanted, axis, size, dim)
    } else if (/[-+*(]/.test(dim)) polynomials.push({ axis, dim })
    else {
      const [before] = (env[dim] ??= [size])
      if (before !== size) return nameDiffers(shape, wanted, dim, before, size)
    }
  }
  for (const { axis, dim } of polynomials) {
    const value = substituteDim(dim, env)
    if (value !== null && value !== shape[axis]) return axisDiffers(shape, wanted, axis, shape[axis]!, value)
  }
  return ok(done)
}

export interface rankDiffers<S, T> extends Failure {
  readonly message: `is ${showShape<S>}, expected ${showShape<T>}: the rank is ${RankOf<S>} vs ${RankOf<T>}`
}
type RankOf<S> = S extends { readonly length: infer N extends number } ? N : 0
export function rankDiffers(s: Shape, t: Shape) {
  return failure(`is ${showShape(s)}, expected ${showShape(t)}: the rank is ${s.length} vs ${t.length}`, {
    code: 'rankDiffers',
    shapes: [s, t],
  })
}
export interface axisDiffers<S, T, Axis, X, Y> extends Failure {
  readonly message: `is ${showShape<S>}, expected ${showShape<T>}: axis ${Axis & number} is ${showDim<X>} vs ${showDim<Y>}`
}
export function axisDiffers(s: Shape, t: Shape, axis: number, x: Dim, y: Dim) {
  const text = `is ${showShape(s)}, expected ${showShape(t)}: axis ${axis} is ${showDim(x)} vs ${showDim(y)}`
  return failure(text, { code: 'axisDiffers', shapes: [s, t], axis, sizes: [x, y] })
}
export interface nameDiffers<S, T, Name, X, Y> extends Failure {
  readonly message: `is ${showShape<S>}, expected ${showShape<T>}: '${showDim<Name>}' is ${showDim<X>} and ${showDim<Y>}`
}
export function nameDiffers(s: Shape, t: Shape, name: string, x: Dim, y: Dim) {
  const text = `is ${showShape(s)}, expected ${showShape(t)}: '${showDim(name)}' is ${showDim(x)} and ${showDim(y)}`
  return failure(text, { code: 'nameDiffers', shapes: [s, t], sizes: [x, y] })
}
