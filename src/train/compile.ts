import type { Shape } from '../shape/dimension.js'
import type { ShapeOf, SymbolicTensor } from '../tensor.js'
import { losses, type LossFunction, type LossName } from './losses.js'
import { metrics, type MetricName } from './metrics.js'
import type { Name } from '../options/choice.js'
import { optimizerOf, type Optimizer, type OptimizerName } from './optimizers.js'

/** A name, or any function of tensors. */
export type Loss = Name<LossName> | LossFunction
export type Metric = Name<MetricName> | LossFunction

export interface CompileArgs {
  readonly optimizer: Name<OptimizerName> | Optimizer
  /** One loss for all outputs, or one for each: a list or a record like the outputs. */
  readonly loss: Loss | readonly Loss[] | { readonly [output: string]: Loss }
  readonly metrics?: readonly Metric[]
}
const options = ['optimizer', 'loss', 'metrics'] satisfies readonly (keyof CompileArgs)[]

/** The arguments with their mistakes: a name that is not known becomes its sentence. */
export type checkedCompile<C> = {
  readonly [Key in keyof C]: Key extends 'optimizer' ? known<C[Key], OptimizerName, 'an optimizer'>
  : Key extends 'loss' ?
    C[Key] extends string | LossFunction ?
      known<C[Key], LossName, 'a loss'>
    : { readonly [I in keyof C[Key]]: known<C[Key][I], LossName, 'a loss'> }
  : Key extends 'metrics' ? { readonly [I in keyof C[Key]]: known<C[Key][I], MetricName, 'a metric'> }
  : `compile: there is no option '${Key & string}'`
}
/** Not an intersection: that of a name with a sentence is nothing at all. */
export type CompileArg<C> =
  [C] extends [checkedCompile<C>] ? C
  : C extends infer Given ? checkedCompile<Given>
  : never
type known<N, Names, What extends string> =
  N extends string ?
    string extends N ? N
    : N extends Names ? N
    : `compile: '${N}' is not ${What}`
  : N

/** What training needs to know. Losses are in the order of the outputs. */
export interface Compiled {
  readonly optimizer: Optimizer
  readonly losses: readonly { readonly loss: LossFunction; readonly sparse: boolean; readonly checked: boolean }[]
  readonly metrics: readonly { readonly name: string; readonly metric: LossFunction }[]
}

/** @param keys The names of the outputs in a record of them, or their numbers. */
export function compiled(args: CompileArgs, keys: readonly string[]): Compiled {
  const unknown = Object.keys(args).find((key) => !(options as readonly string[]).includes(key))
  if (unknown !== undefined) throw new TypeError(`compile: there is no option '${unknown}'`)
  const { loss, metrics: wanted = [] } = args
  const each = (key: string): Loss =>
    typeof loss === 'string' || typeof loss === 'function' ? loss : (loss as { readonly [key: string]: Loss })[key]!
  return {
    optimizer: optimizerOf(args.optimizer),
    losses: keys.map((key) => {
      const chosen = each(key)
      if (chosen === undefined) throw new TypeError(`compile: there is no loss for output ${key}`)
      return {
        loss: typeof chosen === 'function' ? chosen : lookUp('a loss', chosen, losses),
        sparse: chosen === 'sparseCategoricalCrossentropy',
        checked: typeof chosen === 'string',
      }
    }),
    metrics: wanted.map((metric) =>
      typeof metric === 'function' ?
        { name: metric.name || 'metric', metric }
      : { name: metric, metric: lookUp('a metric', metric, metrics) },
    ),
  }
}
function lookUp(what: string, name: string, table: { readonly [name: string]: LossFunction }): LossFunction {
  if (Object.hasOwn(table, name)) return table[name]!
  throw new TypeError(`compile: '${name}' is not ${what}`)
}

/** The shape that the labels of an output must have. Sparse ones leave the last axis out, or have 1 there. */
export function labelShape(output: Shape, labels: Shape, sparse: boolean): Shape {
  if (!sparse) return output
  return labels.length === output.length ? [...output.slice(0, -1), 1] : output.slice(0, -1)
}

/**
 * The same as a type. When the loss is not known in the type, both forms are right: the labels' own rank decides which
 * one is meant. A function of tensors decides for itself.
 */
export type labelsOf<O, L, Y> =
  O extends SymbolicTensor<infer S extends Shape, never> | { readonly shape: infer S extends Shape } ?
    { readonly shape: LabelShape<S, L, ShapeOf<Y>>; readonly dtype: 'float32' }
  : { readonly [K in keyof O]: labelsOf<O[K], LossAt<L, K>, K extends keyof Y ? Y[K] : never> }
type LossAt<L, K> =
  L extends string | LossFunction ? L
  : K extends keyof L ? L[K]
  : Loss
type LabelShape<S extends Shape, L, Y> =
  [L] extends [LossFunction] ? number[]
  : [L] extends ['sparseCategoricalCrossentropy'] ? Sparse<S, Y>
  : 'sparseCategoricalCrossentropy' extends L ? Either<S, Y>
  : S
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
