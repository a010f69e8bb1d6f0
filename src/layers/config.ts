import type { rateRule } from '../ops/dropout.js'
import type { Whole } from '../shape/identity.js'
import type { Arg } from '../shape/outcome.js'
import type { ActivationName } from './activations.js'
import type { InitializerName } from './initializers.js'

/** An option that is one of some names. The names are suggested while typing; a wrong one becomes a sentence. */
export type Name<Names extends string> = Names | (string & {})

/** The options that are names, wherever they occur. */
interface Names {
  activation: ActivationName
  recurrentActivation: ActivationName
  kernelInitializer: InitializerName
  recurrentInitializer: InitializerName
  biasInitializer: InitializerName
  embeddingsInitializer: InitializerName
  depthwiseInitializer: InitializerName
  betaInitializer: InitializerName
  gammaInitializer: InitializerName
  movingMeanInitializer: InitializerName
  movingVarianceInitializer: InitializerName
  padding: 'valid' | 'same'
}
/** The options that count something. */
type Counts = 'units' | 'filters' | 'inputDim' | 'outputDim' | 'depthMultiplier'

/**
 * The config of a layer's function: its own type, or with the sentences of its mistakes. Never an intersection of the
 * two: a name and a sentence have nothing in common, and `never` says nothing. Behind the `infer`, `C` is hidden from
 * inference: it is what the user wrote.
 */
export type Config<Op extends string, C, Options> =
  Whole<C> extends Whole<checked<Op, C, Options>> ? C
  : C extends infer Given ? checked<Op, Given, Options>
  : never
/** What a type parameter for a config extends: the second part lets unknown options through to their sentence. */
export type Open<Options> = Options | { readonly [option: string]: unknown }

/** A config with its mistakes: an option that is right keeps its type, a wrong one becomes its sentence. */
export type checked<Op extends string, C, Options> = {
  readonly [Key in keyof C]: Key extends Counts ? checkedCount<Op, Key, C[Key], Options>
  : Key extends keyof Options ?
    Key extends keyof Names ?
      C[Key] extends string ?
        string extends C[Key] ? C[Key]
        : C[Key] extends Names[Key] ? C[Key]
        : `${Op}: '${C[Key]}' is not a known ${Key}`
      : C[Key]
    : Key extends 'rate' ? Arg<rateRule<C[Key]>, Op, C[Key]>
    : C[Key] extends Options[Key] ? C[Key]
    : Options[Key]
  : noSuchOption<Op, Key>
}
type noSuchOption<Op extends string, Key> = `${Op}: there is no option '${Key & string}'`
/** An alias of its own, asked first: each layer of a network has another number, and nearly nothing else that is new. */
type checkedCount<Op extends string, Key extends Counts, N, Options> =
  Key extends keyof Options ?
    N extends number ?
      `${N}` extends NoCount ?
        `${Op}: ${Key} is an integer of at least 1, got ${N}`
      : N
    : N
  : noSuchOption<Op, Key>
type NoCount = '0' | `-${string}` | `${string}.${string}`

const counts = ['units', 'filters', 'inputDim', 'outputDim', 'depthMultiplier'] satisfies readonly Counts[]

/** The twin of the type at run time. Names are checked where they are looked up. */
export function checked<Options extends object>(
  op: string,
  config: unknown,
  known: readonly (string & keyof Options)[],
  required: readonly (string & keyof Options)[] = [],
): Options {
  const given = (config ?? {}) as { readonly [key: string]: unknown }
  for (const key of required) {
    if (given[key] === undefined) throw new TypeError(`${op}: '${key}' is missing`)
  }
  for (const [key, value] of Object.entries(given)) {
    if (!(known as readonly string[]).includes(key)) throw new TypeError(`${op}: there is no option '${key}'`)
    if ((counts as readonly string[]).includes(key) && !(Number.isInteger(value) && (value as number) >= 1)) {
      throw new TypeError(`${op}: ${key} is an integer of at least 1, got ${value}`)
    }
  }
  return given as Options
}
/** Looks a name up. */
export function named<T>(op: string, option: string, name: string, table: { readonly [name: string]: T }): T {
  if (Object.hasOwn(table, name)) return table[name]!
  throw new TypeError(`${op}: '${name}' is not a known ${option}`)
}

const paddings = { valid: 'valid', same: 'same' } as const
export function paddingOf(op: string, name: string): 'valid' | 'same' {
  return named(op, 'padding', name, paddings)
}
