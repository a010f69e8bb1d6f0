import type { IsSingle } from './identity.js'

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
