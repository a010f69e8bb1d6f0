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
  padding: 'valid' | 'same'
}
/** The options that count something. */
type Counts = 'units' | 'filters' | 'inputDim' | 'outputDim'

/**
 * A layer's config with its mistakes: an option that is right keeps its type, a wrong one becomes its sentence.
 */
export type checked<Op extends string, C, Known> = {
  readonly [Key in keyof C]: Key extends Known ?
    Key extends keyof Names ?
      C[Key] extends string ?
        string extends C[Key] ? C[Key]
        : C[Key] extends Names[Key] ? C[Key]
        : `${Op}: '${C[Key]}' is not a known ${Key}`
      : C[Key]
    : Key extends Counts ?
      C[Key] extends number ?
        `${C[Key]}` extends '0' | `-${string}` | `${string}.${string}` ?
          `${Op}: ${Key} is an integer of at least 1, got ${C[Key]}`
        : C[Key]
      : C[Key]
    : C[Key]
  : `${Op}: there is no option '${Key & string}'`
}

const counts = ['units', 'filters', 'inputDim', 'outputDim'] satisfies readonly Counts[]

/** The twin of the type at run time. Names of activations and initializers are checked where they are looked up. */
export function checked(
  op: string,
  config: object | undefined,
  known: readonly string[],
  required: readonly string[] = [],
): void {
  for (const key of required) {
    if ((config as { readonly [key: string]: unknown } | undefined)?.[key] === undefined) {
      throw new TypeError(`${op}: '${key}' is missing`)
    }
  }
  for (const [key, value] of Object.entries(config ?? {})) {
    if (!known.includes(key)) throw new TypeError(`${op}: there is no option '${key}'`)
    if ((counts as readonly string[]).includes(key) && !(Number.isInteger(value) && value >= 1)) {
      throw new TypeError(`${op}: ${key} is an integer of at least 1, got ${value}`)
    }
    if (key === 'padding' && value !== 'valid' && value !== 'same') {
      throw new TypeError(`${op}: '${value}' is not a known padding`)
    }
  }
}
/** Looks a name up. */
export function named<T>(op: string, option: string, name: string, table: { readonly [name: string]: T }): T {
  if (Object.hasOwn(table, name)) return table[name]!
  throw new TypeError(`${op}: '${name}' is not a known ${option}`)
}
