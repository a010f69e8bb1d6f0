import type { Shape } from '../shape/dimension.js'
import type { ShapeOf, SymbolicTensor } from '../tensor.js'
import { losses, type LossFunction, type LossName } from './losses.js'
import { metrics, type MetricName } from './metrics.js'
import { optimizerOf, type Optimizer, type OptimizerName } from './optimizers.js'

/** A name, or any function of tensors. */
export type Loss = LossName | LossFunction
export type Metric = MetricName | LossFunction

export interface CompileArgs {
  readonly optimizer: OptimizerName | Optimizer
  /** One loss for all outputs, or one for each: a list or a record like the outputs. */
  readonly loss: Loss | readonly Loss[] | { readonly [output: string]: Loss }
  readonly metrics?: readonly Metric[]
}

/** What training needs to know. Losses are in the order of the outputs. */
export interface Compiled {
  readonly optimizer: Optimizer
  readonly losses: readonly { readonly loss: LossFunction; readonly sparse: boolean; readonly checked: boolean }[]
  readonly metrics: readonly { readonly name: string; readonly metric: LossFunction }[]
}

/** @param keys The names of the outputs in a record of them, or their numbers. */
export function compiled(args: CompileArgs, keys: readonly string[]): Compiled {
  const { loss, metrics: wanted = [] } = args
  const each = (key: string): Loss =>
    typeof loss === 'string' || typeof loss === 'function' ? loss : (loss as { readonly [key: string]: Loss })[key]!
  return {
    optimizer: optimizerOf(args.optimizer),
    losses: keys.map((key) => {
      const chosen = each(key)
      if (chosen === undefined) throw new TypeError(`compile: there is no loss for output ${key}`)
      return {
        loss: typeof chosen === 'function' ? chosen : lookUp('loss', chosen, losses),
        sparse: chosen === 'sparseCategoricalCrossentropy',
        checked: typeof chosen === 'string',
      }
    }),
    metrics: wanted.map((metric) =>
      typeof metric === 'function' ?
        { name: metric.name || 'metric', metric }
      : { name: metric, metric: lookUp('metric', metric, metrics) },
    ),
  }
}
function lookUp(what: string, name: string, table: { readonly [name: string]: LossFunction }): LossFunction {
  if (Object.hasOwn(table, name)) return table[name]!
  throw new TypeError(`compile: '${name}' is not a ${what}; known are ${Object.keys(table).join(', ')}`)
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
  L extends LossFunction ? number[]
  : string extends L ? Either<S, Y>
  : [L] extends ['sparseCategoricalCrossentropy'] ? Sparse<S, Y>
  : ['sparseCategoricalCrossentropy'] extends [L] ? Either<S, Y>
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
