import type { IsSingle } from '../shape/identity.js'

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
  [Only<Rewritten<plain<Name>, Names>>] extends [never] ? Only<Alike<plain<Name>, Names>>
  : Only<Rewritten<plain<Name>, Names>>
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
  const rewritten = names.filter((each) => plain(each) === plain(name))
  const found = rewritten.length === 1 ? rewritten : names.filter((each) => alike(plain(name), plain(each)))
  return found.length === 1 ? found[0] : undefined
}

/** The end of a sentence about a name that is not known. */
export type didYouMean<Name extends string, Names> =
  [nearest<Name, Names>] extends [never] ? '' : `; did you mean '${nearest<Name, Names> & string}'?`
export function didYouMean(name: string, names: readonly string[]): string {
  const near = nearest(name, names)
  return near === undefined ? '' : `; did you mean '${near}'?`
}
