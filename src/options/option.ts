import type { Shape } from '../shape/dimension.js'
import type { IsSingle, Whole } from '../shape/identity.js'
import { isRecord } from '../shape/given.js'
import { showValue } from '../shape/show.js'
import { isFailure, type Failure, type Ok } from '../shape/outcome.js'
import type { halfName } from './choice.js'
import type { countAnswer, DoubtfulCount } from './count.js'
import { didYouMean } from './nearest.js'
import type { Json, JsonObject } from './json.js'

/**
 * What an option says of a value, as a type: `answer` is computed from `this['given']`. It is the value, or the sentence
 * of what is wrong with it.
 */
export interface OptionRule {
  /** Whose option it is, and its name: what a sentence begins with. */
  readonly op: string
  readonly name: string
  readonly given: unknown
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
  wrong(given: unknown, name: string): string | undefined
  /** What a definition works with. Whatever is random is drawn here, once. */
  resolve(given: Given): Value
  write(value: Value): Json
  /** What `write` has written, as it would be given. */
  read(json: Json): Given
  /** For the laws: values that are right and wrong; those that are right are alike only when they are equal. */
  readonly samples: { readonly right: readonly Given[]; readonly wrong: readonly unknown[] }
}
/** An option whose literal values are checked while they are typed. All others are checked when run. */
export interface Ruled<Rule extends OptionRule> {
  /** Only in types. */
  readonly rule: Rule
}
export function ruled<Rule extends OptionRule, O extends Option>(option: O): O & Ruled<Rule> {
  // There is no value of a rule: what is there says that the option has one.
  const marked: O & { readonly rule: unknown } = { ...option, rule: undefined }
  return marked as O & Ruled<Rule>
}
/** Are literal values of the option checked while they are typed? */
export function isRuled(option: Option): boolean {
  return 'rule' in option
}

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
 * intersection of the two: a name and a sentence have nothing in common, and `never` says nothing. Behind the `infer`, `C`
 * is hidden from inference: it is what the user wrote.
 *
 * @typeParam Counts Options that are counts, asked first and for less: each layer of a network has others, and nearly nothing
 * else that is new.
 */
export type Config<Op extends string, C, O, Counts = never> =
  Whole<C> extends Whole<checkedConfig<Op, C, O, Counts>> ? C
  : C extends infer Given ?
    // Not the sentence itself: inference would go through it in each call, but does not go into a text.
    [true] extends [IsSingle<halfNameIn<Op, Given, O>>] ?
      `${halfNameIn<Op, Given, O>}`
    : checkedConfig<Op, Given, O, Counts>
  : never
/** The sentences of half-typed names. */
type halfNameIn<Op, C, O> = {
  readonly [K in keyof C & keyof O]: O[K] extends { readonly rule: infer Rule extends { readonly names: string } } ?
    halfName<C[K], Rule['names'], answerTo<O[K], Op, K, C[K]> & string>
  : never
}[keyof C & keyof O]
/** What a type parameter for a config extends: the second part lets unknown options through to their sentence. */
export type Open<C> = C | { readonly [option: string]: unknown }

/** A config with its mistakes: an option that is right keeps its type, a wrong one becomes its sentence. */
export type checkedConfig<Op extends string, C, O, Counts> = {
  readonly [K in keyof C]: K extends Counts ?
    `${C[K] & number}` extends DoubtfulCount ?
      countAnswer<Op, K, C[K]>
    : C[K]
  : K extends keyof O ? answerTo<O[K], Op, K, C[K]>
  : noSuchOption<Op, K, keyof O>
}
/** Only what is a text or a number can be known to be wrong. */
type answerTo<O, Op, Name, Given> =
  Whole<Given> extends Whole<string | number> ?
    O extends { readonly rule: infer Rule } ?
      (Rule & { readonly op: Op; readonly name: Name; readonly given: Given })['answer' & keyof Rule]
    : Given
  : Given
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
    const needed = Object.keys(options).filter((name) => isRequired(options[name]!))
    const as = needed.length === 0 ? '' : ` as in { ${needed.join(', ')} },`
    throw new TypeError(`${op}: takes an object of options,${as} got ${showValue(config)}`)
  }
  for (const name of Object.keys(options)) {
    if (given[name] == null && isRequired(options[name]!)) throw new TypeError(`${op}: '${name}' is missing`)
  }
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined
    if (option === undefined) {
      throw new TypeError(`${op}: there is no option '${name}'${didYouMean(name, Object.keys(options))}`)
    }
    const wrong = value == null ? undefined : option.wrong(value, name)
    if (wrong !== undefined) throw new TypeError(`${op}: ${wrong}`)
  }
  const values = Object.entries(options).map(([name, option]) => [name, option.resolve(given[name] ?? option.fallback)])
  return Object.fromEntries(values) as ValuesOf<O>
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
