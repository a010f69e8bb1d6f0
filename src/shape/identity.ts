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

/**
 * Is every size of a shape known here, or does one of them hang on a type parameter? It is decided inside generic
 * functions too, where a condition about such a size is not: a rule asks this first, and then gives a shape whose rank is
 * decided and of which only single sizes stay open.
 *
 * TypeScript decides that a condition is false when it is false with everything for each parameter. `unknown` goes into
 * such a size, so that the answer is 'open' there and not the one that is asked for. `S` must come as a parameter, or
 * inferred: of a tuple that is written out where its elements are parameters of an alias, it says 'open' for good.
 */
export type opennessOf<S> =
  S extends readonly (infer D)[] ?
    Whole<unknown> extends Whole<D> ?
      'open'
    : 'known'
  : never
/** The same for one property of an object. */
export type opennessAt<C, Key extends PropertyKey> =
  C extends { readonly [K in Key]?: infer D } ?
    Whole<unknown> extends Whole<D> ?
      'open'
    : 'known'
  : never
/** The same for all properties. */
export type opennessIn<C> =
  C extends { readonly [name: string]: infer D } ?
    Whole<unknown> extends Whole<D> ?
      'open'
    : 'known'
  : 'open'
/** `Whole<opennessOf<A> | opennessOf<B>> extends AllKnown ? … : …` */
export interface AllKnown extends Whole<'known'> {}
