import type { Eq, IsAny, IsSingle } from '../../shape/identity.js'

/** Is this one type, neither a union nor `any` or `never`? What is not one flows, and is checked when run. */
export type one<T> =
  [T] extends [never] ? false
  : IsAny<T> extends true ? false
  : IsSingle<T>
/** Is each element of a list? */
export type eachOne<L> =
  Eq<L, null> extends true ? true
  : L extends readonly [infer H, ...infer Rest] ?
    one<H> extends true ?
      eachOne<Rest>
    : false
  : true
