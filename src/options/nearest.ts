import type { IsSingle } from '../shape/identity.js'
import type { inOrder } from '../shape/keys.js'

// What somebody may have meant who wrote a name that is not known.

/** Without capitals and what joins words: `return_sequences` is `returnSequences`, `SAME` is `same`. */
type plain<Text extends string> =
  Text extends `${infer Head}${'_' | '-' | ' '}${infer Tail}` ? plain<`${Head}${Tail}`> : Lowercase<Text>
function plain(text: string): string {
  return text.replace(/[_\- ]/g, '').toLowerCase()
}

/** Are they the same, but for one letter that is missing, too much or another? */
type alike<A extends string, B extends string> =
  A extends B ? true
  : A extends `${infer a}${infer A2}` ?
    B extends `${infer b}${infer B2}` ?
      a extends b ? alike<A2, B2>
      : A2 extends B | B2 ? true
      : B2 extends A ? true
      : false
    : A2 extends '' ? true
    : false
  : B extends `${string}${infer B2}` ?
    B2 extends '' ?
      true
    : false
  : false
function alike(a: string, b: string): boolean {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const [restA, restB] = [a.slice(at), b.slice(at)]
  return restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)
}

/**
 * The one name that is written otherwise, or else is like it: `ReLU` is `relu`, not `relu6`. Nothing when there is none, or
 * more than one.
 */
type nearest<Name extends string, Names> =
  [Only<Rewritten<plain<Name>, Names>>] extends [never] ?
    [Only<Alike<plain<Name>, Names>>] extends [never] ?
      Only<Shortened<plain<Name>, Names>>
    : Only<Alike<plain<Name>, Names>>
  : Only<Rewritten<plain<Name>, Names>>
type Shortened<Plain, Names> =
  Names extends string ?
    initials<Names> extends Plain ?
      Names
    : never
  : never
type Rewritten<Plain, Names> =
  Names extends string ?
    plain<Names> extends Plain ?
      Names
    : never
  : never
type Alike<Plain extends string, Names> =
  Names extends string ?
    alike<Plain, plain<Names>> extends true ?
      Names
    : never
  : never
type Only<Found> =
  [Found] extends [never] ? never
  : IsSingle<Found> extends true ? Found
  : never
function nearest(name: string, names: readonly string[]): string | undefined {
  const given = plain(name)
  const ways: readonly ((each: string) => boolean)[] = [
    (each) => plain(each) === given,
    (each) => alike(given, plain(each)),
    (each) => initials(each) === given,
  ]
  const found = ways.map((is) => names.filter(is)).find((some) => some.length === 1)
  return found?.[0]
}

/** `mse` for `meanSquaredError`: the first letters of its words. */
type initials<Name extends string, Text extends string = '', First = true> =
  Name extends `${infer letter}${infer Rest}` ?
    First extends true ? initials<Rest, Lowercase<letter>, false>
    : letter extends Lowercase<letter> ? initials<Rest, Text, false>
    : initials<Rest, `${Text}${Lowercase<letter>}`, false>
  : Text
function initials(name: string): string {
  return `${name.charAt(0)}${name.slice(1).replace(/[^A-Z]/g, '')}`.toLowerCase()
}

/** The end of a sentence about a name that is not known: the one that is meant, or all, where they are few. */
export type didYouMean<Name extends string, Names> =
  [nearest<Name, Names>] extends [never] ? oneOf<inOrder<Names>> : `; did you mean '${nearest<Name, Names> & string}'?`
export function didYouMean(name: string, names: readonly string[]): string {
  const near = nearest(name, names)
  return near === undefined ? oneOf([...names].sort()) : `; did you mean '${near}'?`
}
/** A list of up to five. */
type oneOf<Names> =
  Names extends readonly [] | readonly [unknown, unknown, unknown, unknown, unknown, unknown, ...unknown[]] ? ''
  : `; there is ${Quoted<Names>}`
type Quoted<Names, Text extends string = ''> =
  Names extends readonly [infer One extends string] ? `${Text}'${One}'`
  : Names extends readonly [infer One extends string, infer Last extends string] ? `${Text}'${One}' and '${Last}'`
  : Names extends readonly [infer One extends string, ...infer Rest] ? Quoted<Rest, `${Text}'${One}', `>
  : Text
function oneOf(names: readonly string[]): string {
  return names.length === 0 || names.length > 5 ? '' : `; there is ${inWords(names.map((name) => `'${name}'`))}`
}
/** `a, b and c`. */
export function inWords(names: readonly string[]): string {
  return names.join(', ').replace(/, (?=[^,]*$)/, ' and ')
}
