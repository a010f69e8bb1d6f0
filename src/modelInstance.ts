import * as core from '@tensorflow/tfjs-core'
import { ready } from './backend.js'
import { Callable } from './callable.js'
import { context } from './context.js'
import type { State } from './graph/sources.js'
import { readMasks, readOptions } from './layers/call.js'
import type { AnyLayer } from './layers/layer.js'
import { recorded } from './layers/record.js'
import { setWeights } from './layers/weights.js'
import { assertNoMore } from './options/known.js'
import type { Optimizer } from './optimizers/optimizer.js'
import { aFunction, assertArguments } from './shape/given.js'
import { atUser, publicly } from './stack.js'
import { modelSummary } from './summary.js'
import { isSymbolic, type AnyTensor } from './tensor.js'
import type { BatchArgs, FitArgs } from './train/arguments.js'
import { claim } from './train/claim.js'
import { compiled, type CompileArgs, type Compiled } from './train/compile.js'
import { evaluate, predict } from './train/evaluate.js'
import { fit, logNames, trainOnBatch } from './train/fit.js'
import type { History } from './train/history.js'
import { Network } from './train/network.js'
import { leafKeys, refilled, type Data, type Symbols, type Tree } from './tree.js'

/** A model at run time: a network, what it is compiled with, and whether it is being trained. */
export class ModelInstance extends Callable implements AnyLayer {
  readonly kind = 'model'
  readonly name: string
  readonly inputs: Symbols
  readonly outputs: Symbols
  stopTraining = false
  private readonly network: Network
  private settings: Compiled | undefined
  private isTraining = false
  private isTrainable = true
  private calls = 0

  constructor(name: string, inputs: Symbols, outputs: Symbols) {
    super()
    this.name = name
    this.inputs = inputs
    this.outputs = outputs
    this.network = new Network(inputs, outputs)
  }

  apply(x: Tree<AnyTensor>, options?: unknown, ...more: readonly unknown[]): Tree<AnyTensor> {
    assertNoMore('model', ['x', 'options'], more)
    const { training, mask } = readOptions(this, options)
    const tensors = this.network.tensorsOf(x)
    readMasks(this, tensors, mask)
    // A trace reads weights in each run, also where the data are always the same.
    const symbolic = context().plan !== undefined || tensors.some(isSymbolic)
    const call = { layer: this, call: this.calls++, tensors, symbolic, training, options: options ?? {} }
    return refilled(this.outputs, recorded(call, () => ({ tensors: this.network.call(x, symbolic) })).tensors)
  }
  predict(x: Data, args?: BatchArgs | null, ...more: readonly unknown[]): Tree<core.Tensor> {
    return publicly(() => {
      assertNoMore('predict', ['x', 'options'], more)
      return refilled(this.outputs, predict(this.network, x, args))
    })
  }

  compile(args: CompileArgs): this {
    return publicly(() => {
      this.network.assertAlive('compile')
      if (this.isTraining) throw new Error('compile: this model is being trained; wait for that to end')
      const chosen = compiled(args, leafKeys(this.outputs))
      if (this.settings?.optimizer !== chosen.optimizer) this.settings?.optimizer.dispose(this.weights)
      this.settings = chosen
      this.network.forgetPlans()
      return this
    })
  }
  fit(x: Data, y: Data, args?: FitArgs | null, ...more: readonly unknown[]): Promise<History> {
    return this.alone('fit', async () => {
      assertNoMore('fit', ['x', 'y', 'options'], more)
      return fit(this.network, this.settingsFor('fit'), this, x, y, args)
    })
  }
  evaluate(
    x: Data,
    y: Data,
    args?: BatchArgs | null,
    ...more: readonly unknown[]
  ): core.Tensor | readonly core.Tensor[] {
    return publicly(() => {
      assertNoMore('evaluate', ['x', 'y', 'options'], more)
      return single(evaluate(this.network, this.settingsFor('evaluate'), x, y, args))
    })
  }
  trainOnBatch(x: Data, y: Data, ...more: readonly unknown[]): Promise<number | readonly number[]> {
    return this.alone('trainOnBatch', async () => {
      assertNoMore('trainOnBatch', ['x', 'y'], more)
      return single(await trainOnBatch(this.network, this.settingsFor('trainOnBatch'), x, y))
    })
  }
  private settingsFor(what: string): Compiled {
    this.network.assertAlive(what)
    if (this.settings === undefined) throw new Error(`${what}: call 'compile' first`)
    return this.settings
  }
  /** One training at a time: two would take turns at the weights. */
  private async alone<T>(what: string, body: () => Promise<T>): Promise<T> {
    const called = new Error()
    let release: (() => void) | undefined
    try {
      if (this.isTraining) throw new Error(`${what}: this model is being trained; wait for that to end`)
      release = claim(what, this.name, this.network.trained, this.settings?.optimizer)
      this.isTraining = true
      await ready()
      return await body()
    } catch (error) {
      atUser(error, this.alone, called)
      throw error
    } finally {
      // What was refused before it began leaves the training that runs alone.
      if (release !== undefined) {
        this.isTraining = false
        release()
      }
    }
  }

  get optimizer(): Optimizer | undefined {
    return this.settings?.optimizer
  }
  get metricsNames(): readonly string[] {
    return this.settings === undefined ? ['loss'] : logNames(this.settings)
  }
  get layers(): readonly AnyLayer[] {
    return this.network.layers
  }
  get weights(): readonly State[] {
    return this.network.weights
  }
  get trainable(): boolean {
    return this.isTrainable
  }
  /** All its layers are switched, as in Keras. */
  set trainable(trainable: boolean) {
    this.isTrainable = trainable
    for (const layer of this.layers) layer.trainable = trainable
  }
  resetStates(): void {
    for (const layer of this.layers) layer.resetStates()
  }
  countParams(): number {
    return this.weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)
  }
  getWeights(): core.Tensor[] {
    this.network.assertAlive('getWeights')
    return this.weights.map((state) => state.read().clone())
  }
  setWeights(values: readonly core.Tensor[]): void {
    this.network.assertAlive('setWeights')
    setWeights(this.name, this.weights, values)
  }
  summary(print: (line: string) => void = console.log): void {
    assertArguments('summary', { print: aFunction }, { print })
    modelSummary(this.name, this.network, print)
  }
  printPlans(print: (line: string) => void = console.log): void {
    assertArguments('printPlans', { print: aFunction }, { print })
    for (const line of this.network.describePlans()) print(line)
  }
  dispose(): void {
    this.network.dispose()
    this.settings?.optimizer.dispose(this.weights)
  }
}

function single<T>(values: readonly T[]): T | readonly T[] {
  return values.length === 1 ? values[0]! : values
}
