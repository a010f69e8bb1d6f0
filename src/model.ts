import { argument } from './options/argument.js'
import {
  configure,
  type checkedConfig,
  type Config,
  type NoConfig,
  type AnObject,
  type notAConfig,
  type Open,
} from './options/option.js'
import { text } from './options/text.js'
import { uniqueName } from './graph/node.js'
import type { AnyLayer } from './layers/layer.js'
import { ModelInstance } from './modelInstance.js'
import type { Optimizer } from './optimizers/optimizer.js'
import type { Whole } from './shape/identity.js'
import type { Failure } from './shape/outcome.js'
import { publicly } from './stack.js'
import type { AnyTensor, Tensor } from './tensor.js'
import type { BatchArgs, BatchOptions, FitArgs, FitOptions } from './train/arguments.js'
import type { CompileArg, CompileArgsOf, labelsOf, Loss, Metric } from './train/compile.js'
import type { History } from './train/history.js'
import {
  wrongSymbols,
  type bindInOrder,
  type bindTree,
  type Data,
  type Like,
  type predicted,
  type Symbols,
  type TreeArg,
  type TreeKind,
  type Values,
} from './tree.js'

export interface ModelConfig<I, O> {
  readonly inputs: I
  readonly outputs: O
  readonly name?: string
}
/** Options of a call. */
export interface ModelCallOptions {
  /** Behave as in training, or not. */
  readonly training?: boolean
}

/** The labels against the outputs and the loss; sizes that `x` has bound hold for them too. */
type labelsRule<I, O, L, X, Y, Names extends readonly [string, string] = ['x', 'y']> =
  bindTree<I, X, Names[0]> extends infer E ?
    E extends Failure ? {}
    : bindTree<labelsOf<O, L, Y>, Y, Names[1], E> extends infer E2 ?
      E2 extends Failure ?
        bindInOrder<labelsOf<O, L, Y>, Y, Names[1], bindInOrder<I, X, Names[0]>>
      : E2
    : never
  : never
/** The options of `fit`, with their mistakes; data to validate on are held to the model as those to train on are. */
type FitArg<A, I, O, L> =
  Whole<A> extends Whole<checkedFit<A, I, O, L> & AnObject> ? A
  : A extends infer Given ? refusedFit<Given, I, O, L>
  : never
type refusedFit<A, I, O, L> = A extends NoConfig ? notAConfig<'fit', A, never> : checkedFit<A, I, O, L>
type checkedFit<A, I, O, L> = {
  readonly [K in keyof A]: K extends 'validationData' ?
    A[K] extends readonly [infer X, infer Y] ?
      Whole<A[K]> extends Whole<checkedConfig<'fit', A, FitOptions>[K]> ?
        readonly [
          TreeArg<bindTree<I, X, 'validationData[0]'>, 'fit', X>,
          TreeArg<labelsRule<I, O, L, X, Y, ['validationData[0]', 'validationData[1]']>, 'fit', Y>,
        ]
      : checkedConfig<'fit', A, FitOptions>[K]
    : checkedConfig<'fit', A, FitOptions>[K]
  : checkedConfig<'fit', A, FitOptions>[K]
}
/** The loss alone, or with the metrics: one of each for each output. */
type scored<M, O, One> =
  M extends readonly [] ? One
  : M extends readonly unknown[] ?
    number extends M['length'] ? One | [One, ...One[]]
    : O extends AnyTensor ? [One, ...{ -readonly [I in keyof M]: One }]
    : [One, ...One[]]
  : One

/** A graph between inputs and outputs, with its weights. It is called like a layer, and is trained. */
export interface Model<I = unknown, O = unknown> extends AnyLayer, Members<I, O, Loss, readonly Metric[]> {}
/** The same when it knows its loss and its metrics: labels are checked for that loss, else for any that could be meant. */
export interface CompiledModel<I, O, L, M> extends AnyLayer, Members<I, O, L, M> {}
/** An object type, not an interface: editors would show the whole model before the name of each method. */
type Members<I, O, L, M> = {
  /** Calls the model on tensors of either kind. */
  <const X extends Values | Like<I, AnyTensor>>(
    x: TreeArg<bindTree<I, X, 'x'>, 'model', X>,
    options?: ModelCallOptions,
  ): predicted<O, bindTree<I, X, 'x'>, TreeKind<X>>
  apply<const X extends Values | Like<I, AnyTensor>>(
    x: TreeArg<bindTree<I, X, 'x'>, 'model', X>,
    options?: ModelCallOptions,
  ): predicted<O, bindTree<I, X, 'x'>, TreeKind<X>>

  readonly inputs: I
  readonly outputs: O
  /** In the order of the graph; a layer that is called twice is there once. */
  readonly layers: readonly AnyLayer[]

  /**
   * The outputs for data: what a call of the model gives. They are computed in batches where each row of them depends on its
   * row of the data alone, and else at once. What is random is drawn anew for each batch.
   *
   * @returns New tensors; they outlive the model.
   * @throws ShapeError `predict: x is [4, 11], the model expects [batch, 10]: axis 1 is 11 vs 10`
   * @throws RangeError `predict: the rows of this model depend on each other, by 'cumsum'; leave batchSize out, or give at least 40`
   */
  predict<const X extends Data | Like<I>, const A extends Open<BatchArgs> = BatchArgs>(
    x: TreeArg<bindTree<I, X, 'x'>, 'predict', X>,
    args?: Config<'predict', A, BatchOptions> | null,
  ): predicted<O, bindTree<I, X, 'x'>, 'eager'>

  /** Chooses optimizer, loss and metrics. It returns the model, which then knows its loss: labels are checked for it. */
  compile<const C extends Open<CompileArgsOf<O>> = CompileArgsOf<O>>(
    args: CompileArg<C, O>,
  ): CompiledModel<
    I,
    O,
    C['loss' & keyof C],
    C extends { readonly metrics: infer Wanted extends readonly unknown[] } ? Wanted : readonly []
  >

  /**
   * Trains on data.
   *
   * @throws when there is no data, when counts differ, when the loss or a weight becomes NaN or infinite (no weight is
   * changed by that batch), when the loss has no gradient, when class numbers are not integers below the number of classes,
   * or while another `fit` runs on this model, on one with the same weights or with the same optimizer.
   */
  fit<const X extends Data | Like<I>, const Y extends Data | Like<O>, const A extends Open<FitArgs> = FitArgs>(
    x: TreeArg<bindTree<I, X, 'x'>, 'fit', X>,
    y: TreeArg<labelsRule<I, O, L, X, Y>, 'fit', Y>,
    args?: FitArg<A, I, O, L> | null,
  ): Promise<History>

  /** The mean loss over data; with metrics, a list of the loss and each metric. The caller's to dispose. */
  evaluate<const X extends Data | Like<I>, const Y extends Data | Like<O>, const A extends Open<BatchArgs> = BatchArgs>(
    x: TreeArg<bindTree<I, X, 'x'>, 'evaluate', X>,
    y: TreeArg<labelsRule<I, O, L, X, Y>, 'evaluate', Y>,
    args?: Config<'evaluate', A, BatchOptions> | null,
  ): scored<M, O, Tensor<[]>>

  /** One training step on one batch: the loss, or a list of the loss and each metric. */
  trainOnBatch<const X extends Data | Like<I>, const Y extends Data | Like<O>>(
    x: TreeArg<bindTree<I, X, 'x'>, 'trainOnBatch', X>,
    y: TreeArg<labelsRule<I, O, L, X, Y>, 'trainOnBatch', Y>,
  ): Promise<scored<M, O, number>>

  /** Set to true by a callback, it ends training after the present batch. */
  stopTraining: boolean
  /** That of `compile`. */
  readonly optimizer: Optimizer | undefined
  /** What the numbers of `evaluate` and `trainOnBatch` are. */
  readonly metricsNames: readonly string[]
  /** Prints layers, output shapes, parameters and connections. */
  summary(print?: (line: string) => void): void
  /**
   * Prints the plans that runs have made so far, one for each set of shapes: kernels, what is fused, where values live and
   * what runs where.
   */
  printPlans(print?: (line: string) => void): void
  /** Frees weights that no other model uses, captured tensors and what the optimizer remembers. */
  dispose(): void
}

/** The outputs as labels see them. */
type Writable<T> = T extends AnyTensor ? T : { -readonly [K in keyof T]: T[K] }

const tree = () => argument<Symbols>(wrongSymbols)
const options = { inputs: tree(), outputs: tree(), name: text() }

/**
 * A model of the graph between inputs and outputs.
 *
 * @param config `inputs` and `outputs` are one symbolic tensor, a list of them, or a record.
 *
 * @example
 * ```ts
 * const x = tf.input({ shape: [10] })
 * const m = tf.model({ inputs: x, outputs: tf.layers.dense({ units: 3 })(x) })
 * const y = m.predict(tf.zeros([4, 10])) // Tensor<[4, 3]>
 * ```
 */
export function model<const I extends Symbols, const O extends Symbols>(
  config: ModelConfig<I, O>,
): Model<Writable<I>, Writable<O>> {
  const made: AnyLayer = publicly(() => {
    const { inputs, outputs, name = uniqueName('model') } = configure('model', options, config)
    return new ModelInstance(name, inputs, outputs)
  })
  // What its methods take and give is said by the types of inputs and outputs.
  return made as Model<Writable<I>, Writable<O>>
}
