import type { IsSingle } from './identity.js'
import { failure, ok, type Failure, type Ok } from './outcome.js'
import type { Shape } from './dimension.js'

/** Is this one literal: not a wide type, a union, `any` or `never`? */
export type isLiteral<T> =
  unknown extends T ? false
  : [T] extends [never] ? false
  : [T] extends [number] ?
    number extends T ?
      false
    : IsSingle<T>
  : [T] extends [string] ?
    {} extends Record<T, 0> ?
      false
    : IsSingle<T>
  : false

/** An option that counts something: an integer of at least 1 or 2. What is not known is checked when run. */
export type countRule<What extends string, N, Least extends 1 | 2> =
  isLiteral<N> extends true ?
    `${N & number}` extends `-${string}` | `${string}.${string}` | `${string}e-${string}` ? notEnough<What, N, Least>
    : [N] extends [{ 1: 0; 2: 0 | 1 }[Least]] ? notEnough<What, N, Least>
    : Ok<[N]>
  : Ok<[number]>
export function countRule(what: string, n: number, least: 1 | 2): Ok<Shape> | Failure {
  return Number.isInteger(n) && n >= least ? ok([n]) : notEnough(what, n, least)
}
export interface notEnough<What extends string, N, Least extends number> extends Failure {
  readonly message: `${What} must be an integer of at least ${Least}, got ${N & number}`
}
export function notEnough(what: string, n: number, least: number) {
  return failure(`${what} must be an integer of at least ${least}, got ${n}`, { code: 'notEnough', sizes: [n] })
}
