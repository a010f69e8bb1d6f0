import type { Doubtful, isBadCount } from './count.js'
import type { isLiteral } from './literal.js'
import type { addDims, canonicalDim, Dim, floorDivDim, knownDim, mulDims, productOf, subDims } from './dimension.js'
import type { AllKnown, Invariant, opennessOf, Whole } from './identity.js'

// Shapes in which generic sizes take part: their ranks are decided, single sizes stay open until a call makes them known.
// Whether a size is open can be asked of a box that holds it, where it comes as a parameter (see `opennessOf`).

/** Each size in a box of its own. */
export type Boxes<S> = { -readonly [I in keyof S]: readonly [S[I]] }

/** Does a size in these boxes, or in this shape, hang on a type parameter? */
export type isOpenBox<X> = Whole<opennessOf<X>> extends AllKnown ? false : true

/**
 * The shape with its open sizes unknown. What a rule refuses of it is surely wrong: so a rule answers
 * `both<…Known<closed<S>>, Ok<…>>` where generic sizes take part, and its mistakes are said once.
 */
export type closed<S extends readonly unknown[]> = Close<S, Boxes<S>>
type Close<S, X> = { -readonly [I in keyof S]: isOpenBox<X[I & keyof X]> extends true ? number : S[I] }
/** Each shape of a list. */
export type eachClosed<L> = {
  -readonly [I in keyof L]: L[I] extends infer S extends readonly unknown[] ? closed<S> : never
}

/** The shape as a user has written it, canonical; an open size is itself, and `null` unknown. */
export type written<S extends readonly unknown[]> = Write<S, Boxes<S>>
type Write<S, X> = {
  -readonly [I in keyof S]: isOpenBox<X[I & keyof X]> extends true ? S[I]
  : S[I] extends null ? number
  : canonicalDim<S[I]>
}

/** A function of sizes: `size` is computed from `this['of']`. */
export interface Calculation {
  readonly of: unknown
  readonly size: unknown
}
/**
 * A size that follows from others, when they are known. Until then it is a `Dim`, and a number if they are: inside generic
 * functions TypeScript asks nothing more, and begins no arithmetic.
 *
 * It is looked up, and no condition: from a condition that is an argument TypeScript would infer its true branch alone, where
 * the parameter is a condition too.
 */
export type later<F extends Calculation, Of> = Calculated<F, Of>[When<Of>]
interface Calculated<F extends Calculation, Of> {
  readonly size: (F & { readonly of: Of })['size'] extends infer D extends Kind<Of[number & keyof Of]> ? D : number
}
/** Always 'size', once all sizes are known. */
type When<Of> =
  Of extends readonly [infer D, ...infer Rest] ?
    D extends unknown ?
      When<Rest>
    : never
  : 'size'
type Kind<D> = D extends string ? Dim : number
/** What a calculation is of. */
export type First<F extends Calculation> = F['of'] extends readonly [infer a, ...unknown[]] ? a : never
export type Second<F extends Calculation> = F['of'] extends readonly [unknown, infer b, ...unknown[]] ? b : never
interface Sum extends Calculation {
  readonly size: addDims<First<this>, Second<this>>
}
interface Difference extends Calculation {
  readonly size: subDims<First<this>, Second<this>>
}
interface Product extends Calculation {
  readonly size: mulDims<First<this>, Second<this>>
}
interface Quotient extends Calculation {
  readonly size: floorDivDim<First<this>, Second<this>>
}
/** A + B. */
export type Add<A, B> = later<Sum, [A, B]>
/** A - B. */
export type Sub<A, B> = later<Difference, [A, B]>
/** A · B. */
export type Mul<A, B> = later<Product, [A, B]>
/** A / B, rounded towards minus infinity. */
export type FloorDiv<A, B> = later<Quotient, [A, B]>
interface Count<Least extends keyof Doubtful> extends Calculation {
  readonly size: isBadCount<First<this>, Least> extends true ? number
  : isLiteral<First<this>> extends true ? First<this>
  : number
}
/** A count that a call gives, as a size. */
export type countOf<N, Least extends keyof Doubtful> = later<Count<Least>, [N]>
interface Elements extends Calculation {
  readonly size: productOf<this['of']>
}
interface Fit extends Calculation {
  readonly size: fitOrClash<First<this>, Second<this>> extends readonly [infer D] ? D : number
}

/**
 * The box of the size of an axis for which two operands say sizes, by broadcasting; `'clash'` when they surely do not fit.
 * An open size beside a known one can only be that one, or 1.
 *
 * @typeParam X The box of `a`.
 * @typeParam Y The box of `b`.
 */
export type axisOfTwo<X, Y, a, b> =
  isOpenBox<Y> extends false ?
    isOpenBox<X> extends false ? fitOrClash<a, b>
    : Whole<b> extends Whole<1> ? [a]
    : [b]
  : isOpenBox<X> extends false ?
    Whole<a> extends Whole<1> ?
      [b]
    : [a]
  : [fit<a, b>]
type fitOrClash<a, b> =
  Invariant<b> extends Invariant<a> | Invariant<1> ? [a]
  : Invariant<a> extends Invariant<1> | Invariant<number> ? [b]
  : number extends b ? [a]
  : 'clash'
/** Two open sizes: known when they are the same, else when a call makes them known. */
type fit<a, b> = Invariant<a> extends Invariant<b> ? a : later<Fit, [a, b]>

/** Two sizes that are the same: an open one is the known one beside it. */
export type same<X, Y, a, b> =
  isOpenBox<Y> extends false ?
    isOpenBox<X> extends false ? knownDim<a, b>
    : number extends b ? a
    : b
  : isOpenBox<X> extends false ?
    number extends a ?
      b
    : a
  : fit<a, b>

/** What a calculation makes of two sizes, of which a known one can be neutral: 0 in a sum, 1 in a product. */
type withNeutral<Neutral, Result, X, Y, a, b> =
  isOpenBox<X> extends false ?
    Whole<a> extends Whole<Neutral> ?
      b
    : Result
  : isOpenBox<Y> extends false ?
    Whole<b> extends Whole<Neutral> ?
      a
    : Result
  : Result
export type sum<X, Y, a, b> = withNeutral<0, Add<a, b>, X, Y, a, b>
export type product<X, Y, a, b> = withNeutral<1, Mul<a, b>, X, Y, a, b>

/** Two lists of sizes, multiplied or added one by one. */
export type productsOf<S, R> = Each<Boxes<S>, Boxes<R>, S, R, 'product'>
export type sumsOf<S, R> = Each<Boxes<S>, Boxes<R>, S, R, 'sum'>
type Each<X, Y, S, R, What> = {
  -readonly [I in keyof S]: What extends 'product' ? product<X[I & keyof X], Y[I & keyof Y], S[I], R[I & keyof R]>
  : sum<X[I & keyof X], Y[I & keyof Y], S[I], R[I & keyof R]>
}

/** The number of elements: known sizes of 1 do not count, and a single open size stays itself. */
export type elementsOf<S> = CountElements<S, Boxes<S>, S>
type CountElements<S, X, S0, Known = 1, Open extends readonly unknown[] = []> =
  S extends readonly [infer D, ...infer Rest] ?
    X extends readonly [infer x, ...infer Rest2] ?
      isOpenBox<x> extends true ?
        CountElements<Rest, Rest2, S0, Known, [D, ...Open]>
      : CountElements<Rest, Rest2, S0, mulDims<Known, D>, Open>
    : never
  : Open extends readonly [] ? Known
  : Open extends readonly [infer D] ?
    Known extends 1 ?
      D
    : later<Elements, S0>
  : later<Elements, S0>

/** Shapes of up to 12 axes, each of them said: neither of unknown rank, nor one that begins with any axes. */
// prettier-ignore
type Ranked =
  | readonly []
  | readonly [unknown]
  | readonly [unknown, unknown]
  | readonly [unknown, unknown, unknown]
  | readonly [unknown, unknown, unknown, unknown]
  | readonly [unknown, unknown, unknown, unknown, unknown]
  | readonly [unknown, unknown, unknown, unknown, unknown, unknown]
  | readonly [unknown, unknown, unknown, unknown, unknown, unknown, unknown]
  | readonly [unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown]
  | readonly [unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown]
  | readonly [unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown]
  | readonly [unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown]
  | readonly [unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown]
/** `Whole<S> extends RankedShape`: also decided inside generic functions. */
export interface RankedShape extends Whole<Ranked> {}
