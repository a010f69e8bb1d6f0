import * as core from '@tensorflow/tfjs-core'
import { isSymbolic } from '../tensor.js'
import { isCallable } from '../shape/given.js'
import type { Whole } from '../shape/identity.js'
import { showValue } from '../shape/show.js'
import { publicly } from '../stack.js'
import type { JsonObject } from './json.js'
import { didYouMean } from './nearest.js'
import type { Name } from './choice.js'
import { unknownName, type knownName } from './choice.js'
import {
  configure,
  readConfig,
  required,
  ruled,
  writeConfig,
  type Config,
  type ConfigOf,
  type fits,
  type Open,
  type Option,
  type OptionRule,
  type Options,
  type Required,
  type Ruled,
  type ValuesOf,
} from './option.js'

// Whatever there are many of (initializers, regularizers, metrics …) is a definition: its name, its options, and what it
// does with them. This file makes things of configs, finds definitions by their names, and writes things to files.

export interface Definition<O extends Options = Options> {
  /** Said once: the name in a config is this, the class name in a file is made of it. */
  readonly kind: string
  readonly options: O
}

/** What a definition has made of a config. */
export abstract class Configured<D extends Definition = Definition> {
  readonly definition: D
  readonly values: ValuesOf<D['options']>

  constructor(definition: D, values: ValuesOf<D['options']>) {
    this.definition = definition
    this.values = values
  }
  get kind(): string {
    return this.definition.kind
  }
  /** The name of its class in files. */
  getClassName(): string {
    return classNameOf(this.kind)
  }
  /** What it was made of, as a file holds it; seeds that were drawn are among it. */
  getConfig(): JsonObject {
    return writeConfig(this.definition.options, this.values)
  }
}

/** A public function that makes a thing of its config. */
export interface Maker<D extends Definition, T> {
  <const C extends Open<ConfigOf<D['options']>> = ConfigOf<D['options']>>(
    config?: Config<D['kind'], C, D['options']>,
  ): T
  readonly definition: D
}
export function maker<D extends Definition, T extends Configured>(
  definition: D,
  Thing: new (definition: D, values: ValuesOf<D['options']>) => T,
): Maker<D, T> {
  const make = (config?: unknown) =>
    publicly(() => new Thing(definition, configure(definition.kind, definition.options, config)))
  // The config has been checked against the type that the definition gives it.
  return Object.assign(named(definition.kind, make), { definition }) as Maker<D, T>
}

/** Gives a function the name that users call it by. */
export function named<F extends (...args: never) => unknown>(name: string, make: F): F {
  return Object.defineProperty(make, 'name', { value: name })
}

/**
 * A function of the user's, held to its answer: what is no tensor would be missed far from here.
 *
 * @param what With its article: `a loss`.
 */
export function answering<Args extends readonly unknown[], T>(
  what: string,
  f: (...args: Args) => T,
): (...args: Args) => T {
  return named(f.name || what.replace(/^an? /, ''), (...args) => {
    const answer = f(...args)
    if (answer instanceof core.Tensor && answer.isDisposed) {
      throw new Error(`${f.name || what.replace(/^an? /, '')}: ${what} returns a tensor, got one that was disposed`)
    }
    if (isSymbolic(answer) || answer instanceof core.Tensor) return answer
    throw new TypeError(`${f.name || what.replace(/^an? /, '')}: ${what} returns a tensor, got ${showValue(answer)}`)
  })
}

/** The makers of one kind of thing, by their names. */
export interface Makers<T> {
  readonly [name: string]: {
    // Each takes a config of its own, which it checks when run.
    (config?: never): T
    readonly definition: Definition
  }
}

const acronyms = /^((lstm|gru|rnn|elu|selu|sgd|l\d|l1l2)(?=Cell|$)|rms(?=prop$))/
/** `dense` is `Dense`, `conv2d` `Conv2D`, `lstmCell` `LSTMCell`, `rmsprop` `RMSprop`: the class names of Keras. */
export function classNameOf(kind: string): string {
  const word = kind.replace(acronyms, (letters) => letters.toUpperCase()).replace(/(\d)d(?![a-z])/, '$1D')
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Things of one kind: what sentences call them, their makers, and what becomes of a user's own function. */
export interface Kind<T extends Configured, M extends Makers<T>, F, What extends string = string> {
  /** With its article: `an initializer`. */
  readonly what: What
  readonly Thing: abstract new (...args: never) => T
  readonly makers: M
  /** A thing that calls a function of the user's, where one can stand for it; it has no config. */
  own?(f: F): T
}
type NameIn<M> = string & keyof M

/** One of such things, a name of one, or a function of the user's where there can be one. */
export interface ThingRule<Names extends string, T, F, What extends string> extends OptionRule {
  readonly names: Names
  readonly answer: Whole<this['given']> extends Whole<string> ?
    knownName<this['op'], this['name'], this['given'], Names>
  : this['given'] extends { readonly definition: { readonly kind: infer Kind extends string } } ?
    this['given'] extends T ?
      this['given']
    : `${this['op']}: ${this['name']} is ${itsMaker<Kind>}`
  : fits<this, string | T | F, thingOrName<What, F>>
}
type itsMaker<Kind extends string> = `what ${Kind} makes, got the function itself; call it, as in ${Kind}()`
function itsMaker(kind: string): string {
  return `what ${kind} makes, got the function itself; call it, as in ${kind}()`
}
type thingOrName<What extends string, F> = [F] extends [never] ? `a name or ${What}` : `a name, ${What} or a function`

/** An option that holds one of such things: its name, what a maker has made, or a function of the user's. */
export function thing<
  T extends Configured,
  M extends Makers<T>,
  F,
  const What extends string,
  const Default extends NameIn<M>,
>(
  kind: Kind<T, M, F, What>,
  fallback: Default,
): Option<Name<NameIn<M>> | T | F, T, Default> & Ruled<ThingRule<NameIn<M>, T, F, What>>
export function thing<T extends Configured, M extends Makers<T>, F, const What extends string>(
  kind: Kind<T, M, F, What>,
): Option<Name<NameIn<M>> | T | F, T, Required> & Ruled<ThingRule<NameIn<M>, T, F, What>>
export function thing<T extends Configured, F>(
  kind: Kind<T, Makers<T>, F>,
  fallback: string | Required = required,
): Option<string | T | F, T, string | Required> & Ruled<ThingRule<string, T, F, string>> {
  const { what, Thing, makers, own } = kind
  const names = Object.keys(makers)
  return ruled<ThingRule<string, T, F, string>, Option<string | T | F, T, string | Required>>({
    fallback,
    wrong: (given, name) => {
      if (given instanceof Thing) return undefined
      if (typeof given === 'function' && 'definition' in given) {
        return `${name} is ${itsMaker(given.name)}`
      }
      if (own !== undefined && isCallable(given)) return undefined
      if (typeof given !== 'string') {
        const choices = own === undefined ? `a name or ${what}` : `a name, ${what} or a function`
        return `${name} is ${choices}, got ${showValue(given)}`
      }
      return Object.hasOwn(makers, given) ? undefined : unknownName(given, name, names)
    },
    resolve: (given) => thingOf(kind, given),
    write: (value) => written(value, makers),
    read: (json) => fromWritten(what, makers, json as Written),
    // In the order of the alphabet: that of a module's names depends on who loads it.
    samples: { right: [...names].sort().slice(0, 3), wrong: ['nothing', 1, {}] },
  })
}
export function thingOf<T extends Configured, F>(
  { makers, own, Thing }: Kind<T, Makers<T>, F>,
  given: string | T | F,
): T {
  if (typeof given === 'string') return makers[given]!()
  return given instanceof Thing ? given : own!(given as F)
}

/** A thing in a file: the class and its config. */
export interface Written extends JsonObject {
  readonly className: string
  readonly config: JsonObject
}
/** @throws TypeError when it is a user's own function, which no file can hold */
export function written(thing: Configured, makers: Makers<Configured>): Written {
  if (makers[thing.kind]?.definition !== thing.definition) {
    throw new TypeError(`${thing.kind}: a function of your own cannot be written to a file`)
  }
  return { className: thing.getClassName(), config: thing.getConfig() }
}
export function fromWritten<T>(what: string, makers: Makers<T>, { className, config }: Written): T {
  const kind = Object.keys(makers).find((name) => classNameOf(name) === className)
  if (kind === undefined) {
    const names = Object.keys(makers).map(classNameOf)
    throw new TypeError(`there is no ${what.replace(/^an? /, '')} '${className}'${didYouMean(className, names)}`)
  }
  const make = makers[kind]!
  return make(readConfig(make.definition.options, config) as never)
}
