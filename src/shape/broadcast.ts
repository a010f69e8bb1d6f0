import { isUnknown, type Dim, type Shape } from './dimension.js'
import type { AllKnown, Eq, Invariant, IsSingle, opennessOf, Whole } from './identity.js'
import type { axisOfTwo, Boxes, RankedShape } from './open.js'
import { failure, ok, type Failure, type Ok } from './outcome.js'
import { showDim, showShape } from './show.js'

/**
 * NumPy's rule: aligned from the right, two sizes fit when they are equal or one of them is 1. Equal shapes, and a number
 * as the second operand, are told first.
 */
export type broadcast<A extends Shape, B extends Shape> =
  Whole<opennessOf<A> | opennessOf<B>> extends AllKnown ?
    Invariant<B> extends Invariant<A> | Invariant<[]> ? Ok<A>
    : number extends (A | B)['length'] ? Ok<number[]>
    : FromTheRight<[...A], [...B], A, B, []>
  : WithOpen<A, B, Boxes<A>, Boxes<B>, A, B, frontOf<A>, frontOf<B>, []>
// Without constraints on what is inferred, so that it is decided inside generic functions. The second shape is nearly
// always the shorter one: it is split first.
type FromTheRight<A extends readonly unknown[], B extends readonly unknown[], A0, B0, Done extends readonly unknown[]> =
  B extends [...infer B2, infer b] ?
    A extends [...infer A2, infer a] ?
      Invariant<b> extends Invariant<a> | Invariant<1> ? FromTheRight<A2, B2, A0, B0, [a, ...Done]>
      : Invariant<a> extends Invariant<1> | Invariant<number> ? FromTheRight<A2, B2, A0, B0, [b, ...Done]>
      : number extends b ? FromTheRight<A2, B2, A0, B0, [a, ...Done]>
      : [IsSingle<a>, IsSingle<b>] extends [true, true] ? cannotBroadcast<A0, B0, [...Done, 0]['length'], a, b>
      : FromTheRight<A2, B2, A0, B0, [number, ...Done]>
    : Ok<[...B, ...Done]>
  : Ok<[...A, ...Done]>
/**
 * The same where generic sizes take part. Each size is in a box, in which it can be asked whether it is open. Shapes may
 * begin with any axes: they are split inside an interface, as TypeScript leaves a condition on such a tuple itself open.
 */
type WithOpen<
  A extends readonly unknown[],
  B extends readonly unknown[],
  X extends readonly unknown[],
  Y extends readonly unknown[],
  A0,
  B0,
  FrontA,
  FrontB,
  Done extends readonly unknown[],
> =
  Whole<[B, Y]> extends Whole<[readonly [...infer B2, infer b], readonly [...infer Y2, infer y]]> ?
    Whole<[A, X]> extends Whole<[readonly [...infer A2, infer a], readonly [...infer X2, infer x]]> ?
      axisOfTwo<x, y, a, b> extends infer Size ?
        Size extends readonly [unknown] ?
          WithOpen<
            Rest<FrontA, A2>,
            Rest<FrontB, B2>,
            Rest<FrontA, X2>,
            Rest<FrontB, Y2>,
            A0,
            B0,
            FrontA,
            FrontB,
            [...Size, ...Done]
          >
        : cannotBroadcast<A0, B0, [...Done, 0]['length'], a, b>
      : never
    : EndOfOpen<A, B, Done>
  : EndOfOpen<A, B, Done>
/** Are there any axes in front? */
type frontOf<S> = Whole<S> extends RankedShape ? false : true
/** Whether a parameter itself has a last axis is never decided: it is written out, where it is what is left. */
type Rest<Front, S extends readonly unknown[]> = Front extends true ? [...S] : S
/** One of the two has no more axes, or any number of them. */
type EndOfOpen<A extends readonly unknown[], B extends readonly unknown[], Done extends readonly unknown[]> =
  Invariant<B> extends Invariant<[]> ? Ok<[...A, ...Done]>
  : Invariant<A> extends Invariant<[]> ? Ok<[...B, ...Done]>
  : Whole<opennessOf<A>> extends AllKnown ? Ok<number[]>
  : Whole<opennessOf<B>> extends AllKnown ? Ok<number[]>
  : Eq<A, B> extends true ? Ok<[...A, ...Done]>
  : Ok<number[]>
export function broadcast(a: Shape, b: Shape): Ok<Shape> | Failure {
  if (a.length === b.length && a.every((dim, i) => dim === b[i])) return ok(a)
  const done: Dim[] = []
  for (let back = 1; back <= Math.max(a.length, b.length); back++) {
    const [x, y] = [back > a.length ? 1 : a.at(-back)!, back > b.length ? 1 : b.at(-back)!]
    if (x === y || y === 1) done.unshift(x)
    else if (x === 1 || isUnknown(x)) done.unshift(y)
    else if (isUnknown(y)) done.unshift(x)
    else return cannotBroadcast(a, b, back, x, y)
  }
  return ok(done)
}

export interface cannotBroadcast<A, B, Back, X, Y> extends Failure {
  readonly message: `cannot broadcast ${showShape<A>} with ${showShape<B>}: axis -${Back & number} is ${showDim<X>} vs ${showDim<Y>}`
}
export function cannotBroadcast(a: Shape, b: Shape, back: number, x: Dim, y: Dim) {
  return failure(
    `cannot broadcast ${showShape(a)} with ${showShape(b)}: axis -${back} is ${showDim(x)} vs ${showDim(y)}`,
    { code: 'cannotBroadcast', shapes: [a, b], axis: -back, sizes: [x, y] },
  )
}
