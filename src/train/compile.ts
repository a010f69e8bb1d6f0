import { lossKind } from '../losses/kind.js'
import type { ConfiguredLoss, LabelForm, LossFunction } from '../losses/loss.js'
import type * as losses from '../losses/index.js'
import type * as metrics from '../metrics/index.js'
import { metricKind } from '../metrics/kind.js'
import type { ConfiguredMetric } from '../metrics/metric.js'
import { optimizerKind } from '../optimizers/kind.js'
import type * as optimizers from '../optimizers/index.js'
import type { Optimizer } from '../optimizers/optimizer.js'
import { argument } from '../options/argument.js'
import type { halfName, knownName, Name } from '../options/choice.js'
import { thing, thingOf, type ThingRule } from '../options/definition.js'
import { didYouMean } from '../options/nearest.js'
import { configure, optional, type NoConfig, type notAConfig } from '../options/option.js'
import type { FirstKey } from '../shape/keys.js'
import { showValue, type showGiven } from '../shape/show.js'
import type { Shape } from '../shape/dimension.js'
import type { IsSingle, Whole } from '../shape/identity.js'
import type { AnyTensor, ShapeOf, SymbolicTensor } from '../tensor.js'
import { Tally } from './tally.js'

export type LossName = keyof typeof losses
export type MetricName = keyof typeof metrics
export type OptimizerName = keyof typeof optimizers

/** A name, what `tf.train.losses` makes, or any function of tensors. */
export type Loss = Name<LossName> | ConfiguredLoss | LossFunction
/** A name, what `tf.train.metrics` makes, or any function of tensors. */
export type Metric = Name<MetricName> | ConfiguredMetric | LossFunction

export interface CompileArgs {
  readonly optimizer: Name<OptimizerName> | Optimizer
  /** One loss for all outputs, or one for each: a list or a record like the outputs. */
  readonly loss: Loss | readonly Loss[] | { readonly [output: string]: Loss }
  readonly metrics?: readonly Metric[] | null | undefined
}

/** The arguments for a model with these outputs: of a record, the names are suggested while a loss for each is typed. */
export type CompileArgsOf<O> =
  unknown extends O ? CompileArgs
  : O extends AnyTensor | readonly unknown[] ? CompileArgs
  : ArgsOfRecord<O>
interface ArgsOfRecord<O> extends Omit<CompileArgs, 'loss'> {
  // `{}` lets everything through to its check: members of other types would be among the suggestions.
  readonly loss: LossName | LossFunction | { readonly [Output in keyof O]?: Loss } | {}
}

/** The arguments with their mistakes: what is wrong becomes its sentence. */
export type checkedCompile<C, O> = {
  readonly [Key in keyof C]: Key extends 'optimizer' ?
    itsAnswer<ThingRule<OptimizerName, Optimizer, never, 'an optimizer'>, 'optimizer', C[Key]>
  : Key extends 'loss' ? checkedLoss<C[Key], O>
  : Key extends 'metrics' ? checkedMetrics<C[Key]>
  : `compile: there is no option '${Key & string}'${didYouMean<Key & string, keyof CompileArgs>}`
}
type itsAnswer<Rule, Name extends string, Given> = (Rule & {
  readonly op: 'compile'
  readonly name: Name
  readonly given: Given
})['answer' & keyof Rule]
type LossRule = ThingRule<LossName, ConfiguredLoss, LossFunction, 'a loss'>
type MetricRule = ThingRule<MetricName, ConfiguredMetric, LossFunction, 'a metric'>

/** One loss, or one for each output. */
type checkedLoss<L, O> =
  L extends string | number | boolean | LossFunction | ConfiguredLoss | { readonly definition: unknown } ?
    itsAnswer<LossRule, 'loss', L>
  : unknown extends O ? checkedLosses<L, keyof L>
  : [Lacking<L, OutputKey<O>>] extends [never] ? checkedLosses<L, OutputKey<O>>
  : `compile: there is no loss for output ${FirstKey<Lacking<L, OutputKey<O>>>}`
type checkedLosses<L, Known> = {
  readonly [I in keyof L]: I extends Known ? itsAnswer<LossRule, 'loss', L[I]>
  : number extends I ? L[I]
  : string extends I ? L[I]
  : `compile: there is no output '${I & string}'${didYouMean<I & string, Known & string>}`
}
type Lacking<L, Key> = number extends LengthOf<L> ? never : Exclude<Key, keyof L>
type LengthOf<L> = L extends { readonly length: infer N } ? N : 0
/** The names of the outputs, or their numbers as texts; of one output it is `0`. */
type OutputKey<O> =
  O extends { readonly shape: unknown; readonly dtype: unknown } ? '0'
  : O extends readonly unknown[] ? Extract<keyof O, `${number}`>
  : keyof O
type checkedMetrics<M> =
  M extends null | undefined ? M
  : M extends readonly unknown[] ? { readonly [I in keyof M]: itsAnswer<MetricRule, 'metric', M[I]> }
  : `compile: metrics is a list, got ${showGiven<M>}`
/** The sentences of half-typed names: see `Config`. */
type halfNameIn<C> = {
  readonly [Key in keyof C]-?: Key extends 'optimizer' ? half<'optimizer', C[Key], OptimizerName>
  : Key extends 'loss' ? half<'loss', C[Key] extends string ? C[Key] : C[Key][keyof C[Key]], LossName>
  : Key extends 'metrics' ? half<'metric', C[Key][number & keyof C[Key]], MetricName>
  : never
}[keyof C]
type half<What extends string, Given, Names extends string> =
  Given extends string ? halfName<Given, Names, knownName<'compile', What, Given, Names> & string> : never
/** While a name is typed, editors ask what the arguments are in general: they must not be refused. */
type isOwnType<C, Args> =
  Whole<C> extends Whole<Args> ?
    Whole<Args> extends Whole<C> ?
      true
    : false
  : false
/** Not an intersection: that of a name with a sentence is nothing at all. */
export type CompileArg<C, O = unknown> =
  Whole<C> extends Whole<checkedCompile<C, O> & { readonly optimizer: unknown; readonly loss: unknown }> ? C
  : isOwnType<C, CompileArgsOf<O>> extends true ? C
  : IsSingle<C> extends false ? C
  : C extends infer Given ?
    [true] extends [IsSingle<halfNameIn<Given>>] ?
      `${halfNameIn<Given>}`
    : refusedCompile<Given, O>
  : never
type refusedCompile<C, O> =
  C extends { readonly optimizer: unknown; readonly loss: unknown } ? checkedCompile<C, O>
  : C extends NoConfig ? notAConfig<'compile', C, 'optimizer' | 'loss'>
  : `compile: '${FirstKey<Exclude<'optimizer' | 'loss', keyof C>>}' is missing`

/** What training needs to know. */
export interface Compiled {
  readonly optimizer: Optimizer
  /** In the order of the outputs. */
  readonly losses: readonly ConfiguredLoss[]
  /** Each metric of each output. */
  readonly metrics: readonly CompiledMetric[]
  /** What the metrics have counted: in training, where an evaluation may come between two steps, and in evaluations. */
  readonly trained: readonly Tally[]
  readonly evaluated: readonly Tally[]
}
export interface CompiledMetric {
  readonly name: string
  /** The number of the output. */
  readonly output: number
  readonly metric: ConfiguredMetric
}

const [lossOption, metricOption] = [thing(lossKind), thing(metricKind)]
const options = {
  optimizer: thing(optimizerKind),
  loss: argument<CompileArgs['loss']>((given) =>
    firstWrong(isOfOutputs(given) ? Object.values(given) : [given], (one) => lossOption.wrong(one, 'loss')),
  ),
  metrics: optional(
    argument<readonly Metric[]>((given, name) =>
      Array.isArray(given) ?
        firstWrong(given, (one) => metricOption.wrong(one, 'metric'))
      : `${name} is a list, got ${showValue(given)}`,
    ),
  ),
}
function firstWrong(given: readonly unknown[], wrong: (one: unknown) => string | undefined): string | undefined {
  return Array.from(given, wrong).find((sentence) => sentence !== undefined)
}
function isOfOutputs(loss: unknown): loss is Exclude<CompileArgs['loss'], Loss> {
  return typeof loss === 'object' && loss !== null && !(loss instanceof lossKind.Thing)
}

/** @param keys The names of the outputs in a record of them, or their numbers. */
export function compiled(args: CompileArgs, keys: readonly string[]): Compiled {
  const { optimizer, loss, metrics: wanted = [] } = configure('compile', options, args)
  if (isOfOutputs(loss)) {
    // What is missing first, in the order of names: as in types.
    const missing = [...keys].sort().find((key) => (loss as { readonly [output: string]: unknown })[key] == null)
    if (missing !== undefined) throw new TypeError(`compile: there is no loss for output ${missing}`)
    const other = Object.keys(loss).find((key) => !keys.includes(key))
    if (other !== undefined) throw new TypeError(`compile: there is no output '${other}'${didYouMean(other, keys)}`)
  }
  const metrics = metricsOf(wanted, keys)
  return {
    optimizer,
    losses: keys.map((key) => thingOf(lossKind, lossFor(loss, key))),
    metrics,
    trained: metrics.map((each) => new Tally(each)),
    evaluated: metrics.map((each) => new Tally(each)),
  }
}
function lossFor(loss: CompileArgs['loss'], key: string): Loss {
  return isOfOutputs(loss) ? (loss as { readonly [output: string]: Loss })[key]! : loss
}
function metricsOf(metrics: readonly Metric[], outputs: readonly string[]): CompiledMetric[] {
  const made = metrics.map((given) => {
    const metric = thingOf(metricKind, given)
    return { name: typeof given === 'string' ? given : metric.kind, metric }
  })
  const all = made.flatMap(({ name, metric }) =>
    outputs.map((output, i) => ({ name: outputs.length === 1 ? name : `${output}_${name}`, output: i, metric })),
  )
  const names = distinct(all.map(({ name }) => name))
  return all.map((each, i) => ({ ...each, name: names[i]! }))
}
/** A name that is taken gets a number: of two logs of one name, one would be lost. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set(['loss', 'val_loss', 'batch', 'size'])
  return names.map((name) => {
    let own = name
    for (let i = 1; taken.has(own) || taken.has(`val_${own}`); i++) own = `${name}_${i}`
    taken.add(own).add(`val_${own}`)
    return own
  })
}
/** The shape that the labels of an output must have; `undefined` when the loss takes any. */
export function labelShape(output: Shape, labels: Shape, form: LabelForm): Shape | undefined {
  if (form === 'any') return undefined
  if (form === 'like the output') return output
  // Class numbers leave the last axis out, or have 1 there.
  return labels.length === output.length ? [...output.slice(0, -1), 1] : output.slice(0, -1)
}

/**
 * The same as a type. When the loss is not known in the type, both forms are right: the labels' own rank decides which
 * one is meant.
 */
export type labelsOf<O, L, Y> =
  O extends SymbolicTensor<infer S extends Shape, never> | { readonly shape: infer S extends Shape } ?
    { readonly shape: LabelShape<S, FormOf<L>, ShapeOf<Y>>; readonly dtype: 'float32' }
  : { readonly [K in keyof O]: labelsOf<O[K], LossAt<L, K>, K extends keyof Y ? Y[K] : never> }
type LossAt<L, K> =
  L extends string | LossFunction | ConfiguredLoss ? L
  : K extends keyof L ? L[K]
  : Loss
/** What labels a loss takes. */
type FormOf<L> =
  [L] extends [ConfiguredLoss<infer Form>] ? Form
  : [L] extends [LossFunction] ? 'any'
  : [L] extends [LossName] ? Forms[L]
  : LabelForm
type Forms = { readonly [Name in LossName]: (typeof losses)[Name]['definition']['labels'] }
type LabelShape<S extends Shape, Form, Y> =
  [Form] extends ['like the output'] ? S
  : [Form] extends ['class numbers'] ? Sparse<S, Y>
  : [Form] extends ['any'] ? number[]
  : Either<S, Y>
type Either<S extends Shape, Y> =
  S extends readonly [...unknown[], 1] ? S
  : Y extends readonly [...unknown[], 1] ? Sparse<S, Y>
  : Y extends { readonly length: S['length'] } ? S
  : Y extends { readonly length: Shorter<S>['length'] } ? Shorter<S>
  : S
type Sparse<S extends Shape, Y> =
  Y extends { readonly length: S['length'] } ?
    S extends readonly [...infer R extends Shape, unknown] ?
      [...R, 1]
    : number[]
  : Shorter<S>
type Shorter<S extends Shape> = S extends readonly [...infer R extends Shape, unknown] ? R : number[]
