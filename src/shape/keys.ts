// Names of a record, in an order: that of a union differs between compilers, so it must never be seen.

/** The first in the order of the alphabet. */
export type FirstKey<Key, All = Key> =
  Key extends string ?
    true extends (
      Exclude<All, Key> extends infer Other ?
        Other extends string ?
          Less<Other, Key>
        : never
      : never
    ) ?
      never
    : Key
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
/** All of them, as a sentence lists them: `a, b`. */
export type SortedKeys<Key, Text extends string = '', Comma extends string = ''> =
  [Key] extends [never] ? Text
  : FirstKey<Key> extends infer First extends string ? SortedKeys<Exclude<Key, First>, `${Text}${Comma}${First}`, ', '>
  : Text
