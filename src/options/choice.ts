import { showValue, type showDim } from '../shape/show.js'
import type { Whole } from '../shape/identity.js'
import { didYouMean } from './nearest.js'
import { required, ruled, type fits, type Option, type OptionRule, type Required, type Ruled } from './option.js'

/** An option that is one of some names. The names are suggested while typing; a wrong one becomes a sentence. */
export type Name<Names extends string> = Names | (string & {})

/** One of a few names, or something else that `Others` are; `What` are the words for all of it. */
export interface ChoiceRule<Names extends string, Others = never, What extends string = 'a name'> extends OptionRule {
  readonly names: Names
  readonly answer: Whole<this['given']> extends Whole<string> ?
    knownName<this['op'], this['name'], this['given'], Names>
  : fits<this, string | Others, What>
}
/** A name that is known, or anything that is no name: that is checked when run, or by another type. */
export type knownName<Op extends string, What extends string, Given, Names extends string> =
  Whole<Given> extends Whole<string> ?
    string extends Given ? Given
    : Whole<Given> extends Whole<Names> ? Given
    : `${Op}: ${unknownName<Given & string, What, Names>}`
  : Given
/**
 * The sentence of a name that is half typed, if it is. TypeScript 7 suggests what the place of a text takes, and there the
 * sentence would be among the names: so that of half a name is the type of all that is around it.
 */
export type halfName<Given, Names extends string, Wrong extends string> =
  Whole<Given> extends Whole<string> ?
    string extends Given ? never
    : Given extends Names ? never
    : [Extract<Names, `${Given & string}${string}`>] extends [never] ? never
    : Wrong
  : never
export type unknownName<
  Given extends string,
  What extends string,
  Names extends string,
> = `'${showDim<Given>}' is not a known ${What}${didYouMean<Given, Names>}`
/** The twin, as the end of a sentence. */
export function unknownName(name: unknown, what: string, names: readonly string[]): string {
  return typeof name === 'string' ?
      `${showValue(name)} is not a known ${what}${didYouMean(name, names)}`
    : `${what} is a name, got ${showValue(name)}`
}

export interface Choice<Names extends string, Default>
  extends Option<Name<Names>, Names, Default>, Ruled<ChoiceRule<Names>> {}
export function choice<const Names extends string>(names: readonly Names[]): Choice<Names, Required>
export function choice<const Names extends string, const Default extends Names>(
  names: readonly Names[],
  fallback: Default,
): Choice<Names, Default>
export function choice<Names extends string>(
  names: readonly Names[],
  fallback: Names | Required = required,
): Choice<Names, Names | Required> {
  return ruled<ChoiceRule<Names>, Option<Name<Names>, Names, Names | Required>>({
    fallback,
    wrong: (given, name) =>
      (names as readonly unknown[]).includes(given) ? undefined : unknownName(given, name, names),
    resolve: (given) => given as Names,
    write: (value) => value,
    read: (json) => json as Names,
    samples: { right: names, wrong: ['nothing', 1, names[0]!.toUpperCase()] },
  })
}
