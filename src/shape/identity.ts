/** Identity, not assignability: it resolves at once even on type parameters. */
export type Eq<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/**
 * The same for single dimensions, six times cheaper: TypeScript compares the arguments of an invariant interface and
 * looks no further. It finds `any` the same as everything; and a tuple that holds a type parameter may stay undecided
 * where `Eq` says no.
 */
export type Same<A, B> = Invariant<A> extends Invariant<B> ? true : false
export interface Invariant<in out T> {
  readonly is: (value: T) => T
}

/**
 * `Whole<A> extends Whole<B>` asks what `[A] extends [B]` asks, for less: there is no tuple to resolve, and in the branches
 * TypeScript does not take A for `A & B`.
 */
export interface Whole<out T> {
  readonly whole: T
}

export type IsAny<T> = 0 extends 1 & T ? true : false

/** Is this one type, not a union? `never` for `never`. */
export type IsSingle<T, All = T> =
  T extends All ?
    [All] extends [T] ?
      true
    : false
  : never
