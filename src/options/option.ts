import type { Shape } from '../shape/dimension.js'
import type { AllKnown, IsSingle, opennessAt, opennessIn, Whole } from '../shape/identity.js'
import type { FirstKey, SortedKeys } from '../shape/keys.js'
import { isRecord } from '../shape/given.js'
import { showValue, type showGiven } from '../shape/show.js'
import { isFailure, type Failure, type Ok } from '../shape/outcome.js'
import type { halfName } from './choice.js'
import type { countAnswer, DoubtfulCount } from './count.js'
import { didYouMean } from './nearest.js'
import type { Json, JsonObject } from './json.js'
import { refuse } from '../stack.js'

/**
 * What an option says of a value, as a type: `answer` is computed from `this['given']`. It is the value, or the sentence
 * of what is wrong with it.
 */
export interface OptionRule {
  /** Whose option it is, and its name: what a sentence begins with. */
  readonly op: string
  readonly name: string
  readonly given: unknown
  /** All that is given beside it. */
  readonly config: unknown
  readonly answer: unknown
}

/**
 * An option of a config: its type, its check, its sentence, its default and its form in a file. Its name means nothing
 * here: that is given by the config in which it stands.
 */
export interface Option<Given = unknown, Value = unknown, Default = unknown> {
  /** Only in types: what may be given. */
  readonly given?: Given
  /** What stands for nothing, `null` and `undefined` alike; `required` when something has to be given. */
  readonly fallback: Default
  /** What is wrong with a value, as the end of a sentence that begins with the option's owner. */
  wrong(given: unknown, name: string, config?: { readonly [option: string]: unknown }): string | undefined
  /** What a definition works with. Whatever is random is drawn here, once. */
  resolve(given: Given): Value
  write(value: Value): Json
  /** What `write` has written, as it would be given. */
  read(json: Json): Given
  /** For the laws: values that are right and wrong; those that are right are alike only when they are equal. */
  readonly samples: { readonly right: readonly Given[]; readonly wrong: readonly unknown[] }
}
/** An option that says what is wrong while it is typed. What TypeScript cannot know is checked when run. */
export interface Ruled<Rule extends OptionRule> {
  /** Only in types. */
  readonly rule: Rule
}
export function ruled<Rule extends OptionRule, O extends Option>(option: O): O & Ruled<Rule> {
  // There is no value of a rule: what is there says that the option has one.
  const marked: O & { readonly rule: unknown } = { ...option, rule: undefined }
  return marked as O & Ruled<Rule>
}
/** A value that is of a type; `What` are the words for it. */
export interface TypeRule<T, What extends string> extends OptionRule {
  readonly answer: fits<this, T, What>
}
/** A value that fits, or the sentence. Where a function does not fit, TypeScript says more by the type itself. */
export type fits<R extends OptionRule, T, What extends string> =
  Whole<R['given']> extends Whole<T | null | undefined> ? R['given']
  : R['given'] extends (...args: never) => unknown ? T
  : isNot<R, What>
/** The sentence of an option that is something else. */
export type isNot<
  R extends OptionRule,
  What extends string,
> = `${R['op']}: ${R['name']} is ${What}, got ${showGiven<R['given']>}`

export interface Options {
  readonly [name: string]: Option
}

/** Stands for a default that there is not. */
export interface Required {
  readonly required: true
}
export const required: Required = Object.freeze({ required: true })
export function isRequired({ fallback }: Option): boolean {
  return fallback === required
}

/** The same without a default: nothing stands for nothing. */
export function optional<Given, Value, More>(
  option: Option<Given, Value, Required> & More,
): Option<Given, Value | undefined, undefined> & Omit<More, keyof Option> {
  return {
    ...option,
    fallback: undefined,
    resolve: (given: Given | undefined) => (given === undefined ? undefined : option.resolve(given)),
    write: (value) => (value === undefined ? null : option.write(value)),
  }
}

/** The config that options make. Comments on the options are shown for what is written. */
export type ConfigOf<O, R extends keyof O = RequiredIn<O>> = {
  readonly [K in keyof O]?: GivenTo<O[K]> | null | undefined
} & { readonly [K in R]: GivenTo<O[K]> }
type GivenTo<O> = O extends { readonly given?: infer Given } ? Given : never
/** The options that have to be given. */
type RequiredIn<O> = { readonly [K in keyof O]: keyof Required extends keyof FallbackOf<O[K]> ? K : never }[keyof O]
// By its keys: without `strictNullChecks` what is `undefined` extends everything.
type FallbackOf<O> = O extends { readonly fallback: infer Fallback } ? Fallback : never
/** What a definition works with. */
export type ValuesOf<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<any, infer Value> ? Value : never
}

/** What a config says, or the default of the option. */
export type Get<C, O extends Options, Key extends string & keyof O> =
  C extends { readonly [P in Key]: infer Given } ?
    Given extends null | undefined ?
      O[Key]['fallback']
    : Given
  : O[Key]['fallback']

/**
 * The parameter of a function that takes a config: its own type, or with the sentences of its mistakes. Never an
 * intersection of the two: a name and a sentence have nothing in common, and `never` says nothing.
 *
 * @typeParam Counts Options that are counts, asked first and for less: each layer of a network has others, and nearly nothing
 * else that is new.
 */
export type Config<Op extends string, C, O, Counts = never> =
  Whole<C> extends Whole<checkedConfig<Op, C, O, Counts> & Needed<O>> ? C : Mistakes<Op, C, O, Counts>[WhenKnown<C>]
/**
 * What is looked up in a table is computed when it is asked for: inference would go through a condition each time. Behind
 * the `infer` nothing is known of `C`: for suggestions TypeScript asks what the parameter could at most be, and would compute
 * the mistakes of all options.
 */
interface Mistakes<Op extends string, C, O, Counts> {
  readonly said: [C] extends [infer Given] ? refusedConfig<Op, Given, O, Counts> : never
}
/** The sentences of half-typed names. */
type halfNameIn<Op, C, O> = {
  readonly [K in keyof C & keyof O]: O[K] extends { readonly rule: infer Rule extends { readonly names: string } } ?
    halfName<C[K], Rule['names'], answerTo<O[K], Op, C, K> & string>
  : never
}[keyof C & keyof O]
/** Always 'said', once `C` is known. */
type WhenKnown<C> = C extends unknown ? 'said' : never
/** What a type parameter for a config extends: the second part lets what is wrong through to its sentence. */
export type Open<C> = C | {}
/** What every config has: the options without a default. */
type Needed<O> = AnObject & { readonly [K in RequiredIn<O>]: unknown }
/** No function: none of the options is missing in one, or wrong. A name of its own: it is instantiated nowhere. */
interface NoFunction {
  readonly bind?: never
}
export type AnObject = object & NoFunction

declare const refused: unique symbol
/** Marks the type of a config with mistakes: what it makes is unknown, so that the next line is quiet. */
export interface Refused {
  readonly [refused]?: true
}
export type isRefused<C> =
  C extends string ? true
  : keyof Refused extends keyof C ? true
  : false

/** A config that is refused: by what it lacks, or by its options one by one. */
type refusedConfig<Op extends string, C, O, Counts> =
  C extends NoConfig ? notAConfig<Op, C, RequiredIn<O>>
  : [Lacking<C, RequiredIn<O>>] extends [never] ? halfOrMistakes<Op, C, O, Counts>
  : `${Op}: '${FirstKey<Lacking<C, RequiredIn<O>>>}' is missing`
type halfOrMistakes<Op extends string, C, O, Counts> =
  [true] extends [IsSingle<halfNameIn<Op, C, O>>] ? halfNameIn<Op, C, O> : checkedConfig<Op, C, O, Counts> & Refused
/** `null` and `undefined` are nothing. */
type Lacking<C, Key> =
  Key extends keyof C ?
    C[Key] extends null | undefined ?
      Key
    : never
  : Key
/** What is no object of options. */
export type NoConfig =
  | number
  | string
  | boolean
  | bigint
  | symbol
  | readonly unknown[]
  | ((...args: never) => unknown)
  | { readonly shape: unknown; readonly dtype: unknown; readonly rank: number }
export type notAConfig<
  Op extends string,
  C,
  Key,
> = `${Op}: takes an object of options,${AsIn<SortedKeys<Key>>} got ${showGiven<C>}`
type AsIn<Names extends string> = Names extends '' ? '' : ` as in { ${Names} },`

/** A config with its mistakes: an option that is right keeps its type, a wrong one becomes its sentence. */
export type checkedConfig<Op extends string, C, O, Counts = never> = {
  readonly [K in keyof C]: K extends Counts ?
    `${C[K] & number}` extends DoubtfulCount ?
      countAnswer<Op, K, C[K]>
    : C[K]
  : K extends keyof O ? answerTo<O[K], Op, C, K>
  : noSuchOption<Op, K, keyof O>
}
/** In generic functions what hangs on a type parameter is taken for right. */
type answerTo<O, Op, C, Name extends keyof C> =
  Whole<opennessIn<C>> extends AllKnown ? knownAnswer<O, Op, C, Name>
  : Whole<opennessAt<C, Name>> extends AllKnown ? knownAnswer<O, Op, C, Name>
  : C[Name]
type knownAnswer<O, Op, C, Name extends keyof C> =
  O extends { readonly rule: infer Rule } ?
    Rule extends { readonly others: string } ?
      (Rule & { readonly op: Op; readonly name: Name; readonly given: C[Name]; readonly config: C })['answer' &
        keyof Rule]
    : answerOf<Rule, Op, Name, C[Name]>
  : C[Name]
/** Without the config: TypeScript knows it of equal values, whatever stands beside them. */
type answerOf<Rule, Op, Name, Given> = (Rule & {
  readonly op: Op
  readonly name: Name
  readonly given: Given
})['answer' & keyof Rule]
type noSuchOption<
  Op extends string,
  Name,
  Names,
> = `${Op}: there is no option '${Name & string}'${didYouMean<Name & string, Names>}`

/**
 * The twin when run: checks all that was given, and gives what a definition works with.
 *
 * @throws TypeError the sentence of the first mistake
 */
export function configure<O extends Options>(op: string, options: O, config: unknown): ValuesOf<O> {
  const given: unknown = config ?? {}
  if (!isRecord(given)) {
    const needed = neededIn(options)
    const as = needed.length === 0 ? '' : ` as in { ${needed.join(', ')} },`
    refuse(new TypeError(`${op}: takes an object of options,${as} got ${showValue(config)}`))
  }
  const lacking = neededIn(options).find((name) => given[name] == null)
  if (lacking !== undefined) refuse(new TypeError(`${op}: '${lacking}' is missing`))
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined
    if (option === undefined) {
      refuse(new TypeError(`${op}: there is no option '${name}'${didYouMean(name, Object.keys(options))}`))
    }
    const wrong = value == null ? undefined : option.wrong(value, name, given)
    if (wrong !== undefined) refuse(new TypeError(`${op}: ${wrong}`))
  }
  const values = Object.entries(options).map(([name, option]) => [name, option.resolve(given[name] ?? option.fallback)])
  return Object.fromEntries(values) as ValuesOf<O>
}

/** In the order of names, which is all that types can tell. */
function neededIn(options: Options): string[] {
  return Object.keys(options)
    .filter((name) => isRequired(options[name]!))
    .sort()
}

/** The config of what has been configured, as a file holds it. What has no value is left out. */
export function writeConfig<O extends Options>(options: O, values: ValuesOf<O>): JsonObject {
  const entries = Object.entries(options)
    .filter(([name]) => values[name] !== undefined)
    .map(([name, option]) => [name, option.write(values[name])])
  return Object.fromEntries(entries) as JsonObject
}
/** A config that a file holds, as it would be given. An option that is not known stays, for `configure` to refuse. */
export function readConfig(options: Options, config: JsonObject): { readonly [name: string]: unknown } {
  const entries = Object.entries(config).map(([name, json]) => {
    const option = Object.hasOwn(options, name) ? options[name] : undefined
    return [name, option === undefined || json === null ? json : option.read(json)]
  })
  return Object.fromEntries(entries) as { readonly [name: string]: unknown }
}

/** What is wrong, as a rule says it. */
export function sentenceOf(outcome: Ok<Shape> | Failure): string | undefined {
  return isFailure(outcome) ? outcome.message : undefined
}
