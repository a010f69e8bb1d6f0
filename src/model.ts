import * as core from '@tensorflow/tfjs-core'
import { assertReady, ready } from './backend.js'
import { context, within, withLayer } from './context.js'
import { uniqueName } from './graph/node.js'
import type { State } from './graph/sources.js'
import type { AnyLayer } from './layers/layer.js'
import { setWeights } from './layers/weights.js'
import type { Failure } from './shape/outcome.js'
import { modelSummary } from './summary.js'
import type { AnyTensor, SymbolicTensor, Tensor } from './tensor.js'
import type { Optimizer } from './optimizers/optimizer.js'
import { claim } from './train/claim.js'
import {
  compiled,
  type CompileArg,
  type CompileArgs,
  type Compiled,
  type labelsOf,
  type Loss,
  type Metric,
} from './train/compile.js'
import type { BatchArgs, FitArgs } from './train/arguments.js'
import { evaluate, predict } from './train/evaluate.js'
import { fit, logNames, trainOnBatch } from './train/fit.js'
import type { History } from './train/history.js'
import { Network } from './train/network.js'
import {
  leafKeys,
  leaves,
  refilled,
  type bindTree,
  type Data,
  type predicted,
  type Symbols,
  type Tree,
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
type labelsRule<I, O, L, X, Y> =
  bindTree<I, X, 'x'> extends infer E ?
    E extends Failure ?
      {}
    : bindTree<labelsOf<O, L, Y>, Y, 'y', E>
  : never
/** The loss alone, or with the metrics: one of each for each output. */
type scored<M, O, One> =
  M extends readonly [] ? One
  : M extends readonly unknown[] ?
    number extends M['length'] ? One | [One, ...One[]]
    : O extends AnyTensor ? [One, ...{ -readonly [I in keyof M]: One }]
    : [One, ...One[]]
  : One

/**
 * A graph between inputs and outputs, with its weights. It is called like a layer, and is trained.
 *
 * `L` and `M` are the loss and the metrics it was compiled with; as long as they are not known in the type, labels are
 * checked for any loss that could be meant.
 */
export interface Model<I = unknown, O = unknown, L = Loss, M = readonly Metric[]> {
  /** Calls the model on tensors of either kind. */
  <const X extends Values>(
    x: TreeArg<bindTree<I, X, 'x'>, 'model', X>,
    options?: ModelCallOptions,
  ): predicted<O, bindTree<I, X, 'x'>, TreeKind<X>>
  apply<const X extends Values>(
    x: TreeArg<bindTree<I, X, 'x'>, 'model', X>,
    options?: ModelCallOptions,
  ): predicted<O, bindTree<I, X, 'x'>, TreeKind<X>>

  readonly name: string
  readonly inputs: I
  readonly outputs: O
  /** In the order of the graph; a layer that is called twice is there once. */
  readonly layers: readonly AnyLayer[]
  /** The weights, in the order in which the layers were first called. */
  readonly weights: readonly State[]

  /**
   * The outputs for data, computed in batches.
   *
   * @returns New tensors; they outlive the model.
   * @throws ShapeError `predict: x is [4, 11], the model expects [batch, 10]: axis 1 is 11 vs 10`
   */
  predict<const X extends Data>(
    x: TreeArg<bindTree<I, X, 'x'>, 'predict', X>,
    args?: BatchArgs | null,
  ): predicted<O, bindTree<I, X, 'x'>, 'eager'>

  /** Chooses optimizer, loss and metrics. It returns the model, which then knows its loss: labels are checked for it. */
  compile<const C extends CompileArgs>(
    args: CompileArg<C>,
  ): Model<
    I,
    O,
    C['loss'],
    C extends { readonly metrics: infer Wanted extends readonly unknown[] } ? Wanted : readonly []
  >

  /**
   * Trains on data.
   *
   * @throws when there is no data, when counts differ, when the loss becomes NaN (no weight is changed by that batch),
   * or while another `fit` runs on this model, on one with the same weights or with the same optimizer.
   */
  fit<const X extends Data, const Y extends Data>(
    x: TreeArg<bindTree<I, X, 'x'>, 'fit', X>,
    y: TreeArg<labelsRule<I, O, L, X, Y>, 'fit', Y>,
    args?: FitArgs | null,
  ): Promise<History>

  /** The mean loss over data; with metrics, a list of the loss and each metric. The caller's to dispose. */
  evaluate<const X extends Data, const Y extends Data>(
    x: TreeArg<bindTree<I, X, 'x'>, 'evaluate', X>,
    y: TreeArg<labelsRule<I, O, L, X, Y>, 'evaluate', Y>,
    args?: BatchArgs | null,
  ): scored<M, O, Tensor<[]>>

  /** One training step on one batch: the loss, or a list of the loss and each metric. */
  trainOnBatch<const X extends Data, const Y extends Data>(
    x: TreeArg<bindTree<I, X, 'x'>, 'trainOnBatch', X>,
    y: TreeArg<labelsRule<I, O, L, X, Y>, 'trainOnBatch', Y>,
  ): Promise<scored<M, O, number>>

  /** Set to true by a callback, it ends training after the present batch. */
  stopTraining: boolean
  /** That of `compile`. */
  readonly optimizer: Optimizer | undefined
  /** What the numbers of `evaluate` and `trainOnBatch` are. */
  readonly metricsNames: readonly string[]
  countParams(): number
  /** The present values, as new tensors. */
  getWeights(): core.Tensor[]
  /** Sets all weights, in the order of `getWeights`; a value that does not fit changes none. */
  setWeights(values: readonly core.Tensor[]): void
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
  const { inputs, outputs, name = uniqueName('model') } = config
  return makeModel(name, inputs, outputs) as Model<Writable<I>, Writable<O>>
}

export function makeModel(name: string, inputs: Symbols, outputs: Symbols): unknown {
  const network = new Network(inputs, outputs)
  let settings: Compiled | undefined
  let training = false
  let calls = 0

  function settingsFor(what: string): Compiled {
    network.assertAlive(what)
    if (settings === undefined) throw new Error(`${what}: call 'compile' first`)
    return settings
  }
  /** One training at a time: two would take turns at the weights. */
  async function alone<T>(what: string, body: () => Promise<T>): Promise<T> {
    if (training) throw new Error(`${what}: this model is being trained; wait for that to end`)
    const release = claim(what, name, network.trained, settings?.optimizer)
    training = true
    try {
      await ready()
      return await body()
    } finally {
      training = false
      release()
    }
  }
  const single = <T>(values: readonly T[]): T | readonly T[] => (values.length === 1 ? values[0]! : values)

  const call = (x: Tree<AnyTensor>, options?: ModelCallOptions) =>
    withLayer(
      { layer: self as unknown as AnyLayer, call: calls++, inputs: [], outputs: [], options: options ?? {} },
      () => within({ training: options?.training ?? context().training }, () => network.call('model', x)),
    )
  const self = Object.assign(call, {
    apply: call,
    inputs,
    outputs,
    stopTraining: false,
    layers: network.layers,
    weights: network.weights,
    predict(x: Data, args?: BatchArgs | null) {
      assertReady('predict')
      return refilled(outputs, predict(network, x, args))
    },
    compile(args: CompileArgs) {
      network.assertAlive('compile')
      if (training) throw new Error('compile: this model is being trained; wait for that to end')
      const chosen = compiled(args, leafKeys(outputs))
      if (settings !== undefined && settings.optimizer !== chosen.optimizer) settings.optimizer.dispose(network.weights)
      settings = chosen
      network.forgetPlans()
      return self
    },
    fit: (x: Data, y: Data, args?: FitArgs | null) =>
      alone('fit', async () => fit(network, settingsFor('fit'), self, x, y, args)),
    evaluate(x: Data, y: Data, args?: BatchArgs | null) {
      assertReady('evaluate')
      return single(evaluate(network, settingsFor('evaluate'), x, y, args))
    },
    trainOnBatch: (x: Data, y: Data, ...more: readonly unknown[]) =>
      alone('trainOnBatch', async () => {
        if (more.length > 0) throw new TypeError(`trainOnBatch: takes x and y, got ${2 + more.length} arguments`)
        return single(await trainOnBatch(network, settingsFor('trainOnBatch'), x, y))
      }),
    countParams: () => network.weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    getWeights() {
      network.assertAlive('getWeights')
      return network.weights.map((state) => state.read().clone())
    },
    setWeights(values: readonly core.Tensor[]) {
      network.assertAlive('setWeights')
      setWeights(name, network.weights, values)
    },
    summary: (print: (line: string) => void = console.log) =>
      modelSummary(name, leaves(outputs as Tree<SymbolicTensor>), print),
    printPlans: (print: (line: string) => void = console.log) => network.describePlans().forEach((line) => print(line)),
    dispose() {
      network.dispose()
      settings?.optimizer.dispose(network.weights)
    },
  })
  Object.defineProperty(self, 'name', { value: name })
  Object.defineProperty(self, 'metricsNames', {
    get: () => (settings === undefined ? ['loss'] : logNames(settings)),
  })
  Object.defineProperty(self, 'optimizer', { get: () => settings?.optimizer })
  return self
}
