// Names of a record, in an order: that of a union differs between compilers, so it must never be seen.

/** In the order of the alphabet. */
export type inOrder<Key, Done extends readonly unknown[] = []> =
  [Key] extends [never] ? Done
  : OneOf<Key> extends infer K ? inOrder<Exclude<Key, K>, Inserted<K & string, Done>>
  : never
type Inserted<K extends string, L, Before extends readonly unknown[] = []> =
  L extends readonly [infer H extends string, ...infer Rest] ?
    Less<K, H> extends true ?
      [...Before, K, H, ...Rest]
    : Inserted<K, Rest, [...Before, H]>
  : [...Before, K]
/** Any one of a union. */
type OneOf<U> =
  (U extends unknown ? (each: () => U) => void : never) extends (each: infer All) => void ?
    All extends () => infer One ?
      One
    : never
  : never
type Letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
type Less<A extends string, B extends string> =
  A extends `${infer a}${infer A2}` ?
    B extends `${infer b}${infer B2}` ?
      a extends b ? Less<A2, B2>
      : Letters extends `${string}${a}${string}${b}${string}` ? true
      : false
    : false
  : true

/** The first of them. */
export type FirstKey<Key> = inOrder<Key> extends readonly [infer First extends string, ...unknown[]] ? First : never
/** All of them, as a sentence lists them: `a, b`. */
export type SortedKeys<Key> = Listed<inOrder<Key>>
type Listed<L, Text extends string = '', Comma extends string = ''> =
  L extends readonly [infer First extends string, ...infer Rest] ? Listed<Rest, `${Text}${Comma}${First}`, ', '> : Text
