import type { Whole } from '../shape/identity.js'
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
export interface Option<Given = unknown, Value = unknown, Default = unknown, Rule extends OptionRule = OptionRule> {
  /** Only in types: what may be given, and what is wrong with it. */
  readonly given?: Given
  readonly rule?: Rule
  /** What stands for nothing, `null` and `undefined` alike; `required` when something has to be given. */
  readonly fallback: Default
  /** What is wrong with a value, as the end of a sentence that begins with the option's owner. */
  wrong(given: unknown, name: string): string | undefined
  /** What a definition works with. Whatever is random is drawn here, once. */
  resolve(given: Given, place: Place): Value
  write(value: Value): Json
  /** What `write` has written, as it would be given. */
  read(json: Json): Given
  /** For the laws: values that are right and wrong; those that are right are alike only when they are equal. */
  readonly samples: { readonly right: readonly Given[]; readonly wrong: readonly unknown[] }
}
/** Where an option stands: whose it is, and its name. */
export interface Place {
  readonly op: string
  readonly name: string
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

/** The config that options make. Comments on the options are shown for what is written. */
export type ConfigOf<O extends Options> = {
  readonly [K in keyof O as O[K]['fallback'] extends Required ? K : never]: GivenTo<O[K]>
} & {
  readonly [K in keyof O as O[K]['fallback'] extends Required ? never : K]?: GivenTo<O[K]> | null | undefined
}
type GivenTo<O> = O extends Option<infer Given> ? Given : never
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
 */
export type Config<Op extends string, C, O extends Options> =
  Whole<C> extends Whole<checkedConfig<Op, C, O>> ? C
  : C extends infer Given ? checkedConfig<Op, Given, O>
  : never
/** What a type parameter for a config extends: the second part lets unknown options through to their sentence. */
export type Open<C> = C | { readonly [option: string]: unknown }

/** A config with its mistakes: an option that is right keeps its type, a wrong one becomes its sentence. */
export type checkedConfig<Op extends string, C, O extends Options> = {
  readonly [K in keyof C]: K extends keyof O ? answerTo<O[K], Op, K, C[K]> : noSuchOption<Op, K, keyof O>
}
type answerTo<O, Op, Name, Given> =
  O extends { readonly rule?: infer Rule extends OptionRule } ?
    (Rule & { readonly op: Op; readonly name: Name; readonly given: Given })['answer']
  : never
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
  const given = (config ?? {}) as { readonly [name: string]: unknown }
  if (typeof config === 'string' || typeof given !== 'object' || Array.isArray(given)) {
    throw new TypeError(`${op}: takes an object of options, got ${shown(config)}`)
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
  const values = Object.entries(options).map(([name, option]) => [
    name,
    option.resolve(given[name] ?? option.fallback, { op, name }),
  ])
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

/** A value as a sentence shows it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}
