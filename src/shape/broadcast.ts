import { isUnknown, type Dim, type Shape } from './dimension.js'
import type { Invariant } from './identity.js'
import { failure, ok, type Failure, type Ok } from './outcome.js'
import { showDim, showShape } from './show.js'

/**
 * NumPy's rule: aligned from the right, two sizes fit when they are equal or one of them is 1. Equal shapes, and a number
 * as the second operand, are told first.
 */
export type broadcast<A extends Shape, B extends Shape> =
  Invariant<B> extends Invariant<A> | Invariant<[]> ? Ok<A>
  : number extends (A | B)['length'] ? Ok<number[]>
  : FromTheRight<[...A], [...B], A, B, []>
// Without constraints on what is inferred, so that it is decided inside generic functions. The second shape is nearly
// always the shorter one: it is split first.
type FromTheRight<A extends readonly unknown[], B extends readonly unknown[], A0, B0, Done extends readonly unknown[]> =
  B extends [...infer B2, infer b] ?
    A extends [...infer A2, infer a] ?
      Invariant<b> extends Invariant<a> | Invariant<1> ? FromTheRight<A2, B2, A0, B0, [a, ...Done]>
      : Invariant<a> extends Invariant<1> | Invariant<number> ? FromTheRight<A2, B2, A0, B0, [b, ...Done]>
      : number extends b ? FromTheRight<A2, B2, A0, B0, [a, ...Done]>
      : cannotBroadcast<A0, B0, [...Done, 0]['length'], a, b>
    : Ok<[...B, ...Done]>
  : Ok<[...A, ...Done]>
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
