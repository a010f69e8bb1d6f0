import * as core from '@tensorflow/tfjs-core'
import { fromValues } from '../backend.js'
import { followRows } from '../graph/apart.js'
import { isPure } from '../graph/inline.js'
import { specOf, type LayerCall, type Node, type Sized, type Value } from '../graph/node.js'
import {
  constantOp,
  holdingCaptures,
  inputOp,
  stateOf,
  variableNode,
  variableOp,
  type ConstantAttrs,
  type State,
  type VariableAttrs,
} from '../graph/sources.js'
import { nodesOf } from '../graph/walk.js'
import type { AnyLayer } from '../layers/layer.js'
import { context, copied, within, type Turn } from '../context.js'
import { cast } from '../ops/cast.js'
import { Cache } from '../plan/cache.js'
import { callGraph } from '../plan/call.js'
import type { Plan } from '../plan/plan.js'
import { committed, type Run } from '../plan/runner.js'
import type { Env } from '../shape/binding.js'
import { divideExactly, namesOf, type Dim, type Shape } from '../shape/dimension.js'
import { isSymbolic, type AnyTensor } from '../tensor.js'
import type { Compiled } from './compile.js'
import type { Tally } from './tally.js'
import { evaluationPlan, inferencePlan, trainingPlan, type BoundGraph } from './step.js'
import { bindLeaves, leafKeys, leaves, met, paired, type Leaf, type Symbols, type Tree } from '../tree.js'

/** A model's data for one batch, in the order of its inputs and outputs. */
export interface Batch {
  readonly x: readonly core.Tensor[]
  readonly y: readonly core.Tensor[]
}

/** Data for each input, and what the names in their shapes stand for. */
interface Bound<T extends AnyTensor> {
  readonly leaves: readonly Leaf<T>[]
  readonly sizes: Env
}

/** A plan, and what could be trained when it was made: what is switched since then makes it another one. */
interface Planned {
  readonly plan: Plan
  readonly switches: readonly Switch[]
}
type Switch = 'trainable' | 'frozen' | 'fixed'
function switchOf({ trainable, frozen }: State): Switch {
  return (
    trainable ? 'trainable'
    : frozen ? 'frozen'
    : 'fixed'
  )
}

/** Whether rows are independent: without anything wrong they are. */
interface RowsApart {
  readonly wrong?: string
  /** Does nothing but values come of them, so that batches are only another way to the same? */
  readonly pure?: boolean
}

/** How many models use a state: the last one that is disposed frees it. */
const owners = new WeakMap<State, number>()

/** What a model is at run time: a graph between inputs and outputs, with its weights and its plans. */
export class Network {
  readonly inputs: Symbols
  readonly outputs: Symbols
  /** The calls of layers, in the order in which they were made. */
  readonly calls: readonly LayerCall[]
  /** In the order of the graph. */
  readonly layers: readonly AnyLayer[]
  readonly weights: readonly State[]
  /** The weights, and what is remembered from run to run. */
  private readonly states: readonly State[]
  /** What ops may write. */
  private readonly written: readonly State[]
  /** The name that stands for the rows of every input and output, if one does: then data can be cut into batches. */
  readonly batchName: string | undefined
  /** How many rows each input and each output has for one row of the first input. */
  readonly rowsPer: readonly number[]
  private readonly inputList: readonly Value[]
  private readonly outputList: readonly Value[]
  private readonly plans = new Cache<Planned>(16, ({ plan }) => plan.dispose())
  private readonly bound = new Cache<Env>(16)
  private apart: RowsApart | undefined
  private steps = 0
  /** Runs without training: they do not move the random numbers of training on. */
  private runs = 0
  private copies = 0
  private disposed = false

  constructor(inputs: Symbols, outputs: Symbols) {
    this.inputs = inputs
    this.outputs = outputs
    this.inputList = leaves<Value>(inputs)
    this.outputList = leaves<Value>(outputs)
    const nodes = nodesOf(this.outputList)
    for (const node of nodes) this.assertReachable(node)
    const shapes = [...this.inputList, ...this.outputList].map((value) => specOf(value).shape)
    this.batchName = commonRows(shapes)
    this.rowsPer = shapes.map(([dim]) => multipleOf(dim, shapes[0]![0]) ?? 1)
    this.calls = [...new Set(nodes.flatMap(({ layer }) => layer ?? []))]
    this.layers = [...new Set(this.calls.map(({ layer }) => layer))]
    this.states = nodes.flatMap((node) => (node.op === variableOp ? [(node.attrs as VariableAttrs).state] : []))
    this.weights = this.states.filter(({ remembered }) => remembered !== true)
    this.written = nodes.flatMap(({ op, attrs }) => op.writes?.(attrs) ?? [])
    for (const state of this.states) owners.set(state, (owners.get(state) ?? 0) + 1)
    this.captured((constant) => constant.retain())
  }
  private assertReachable(node: Node): void {
    if (node.op !== inputOp || this.inputList.some((value) => value.node === node)) return
    throw new Error(`model: the outputs depend on the input '${node.name}', which is not among 'inputs'`)
  }
  private captured(act: (constant: { retain(): void; release(): void }) => void): void {
    for (const node of nodesOf(this.outputList)) {
      const constant = node.op === constantOp ? (node.attrs as ConstantAttrs).captured : undefined
      if (constant !== undefined) act(constant)
    }
  }
  /** Does each row of the outputs depend on its row of the inputs alone? It is looked into when somebody asks. */
  get rowsApart(): RowsApart {
    return (this.apart ??= this.findRowsApart())
  }
  private findRowsApart(): RowsApart {
    const name = this.batchName
    if (name === undefined) return { wrong: 'the rows of this model cannot be cut into batches', pure: true }
    const mixing = this.mixingNode(name)
    if (mixing === undefined) return {}
    return { wrong: `the rows of this model depend on each other, by '${mixing.op.name}'`, pure: isPure(mixing) }
  }
  private mixingNode(name: string): Node | undefined {
    const { rows, mixing } = followRows(this.outputList, name, (value) =>
      this.inputList.includes(value) ? 0 : undefined,
    )
    if (mixing !== undefined) return mixing
    // Nothing mixes them, but they have come to lie elsewhere.
    const moved = rows.findIndex((row) => row !== 0)
    return moved < 0 ? undefined : this.outputList[moved]!.node
  }
  /** What training changes. */
  get trained(): readonly State[] {
    return [...this.weights.filter(({ trainable }) => trainable), ...this.written]
  }
  assertAlive(what: string): void {
    if (this.disposed) throw new Error(`${what}: this model was disposed`)
  }

  /** Pairs data with the inputs and binds the names of their shapes. */
  bind(what: string, x: Tree<core.Tensor>, where = 'x'): Bound<core.Tensor> {
    const bound = this.bindEither(what, x, where)
    for (const { value, where } of bound.leaves) {
      if (!isSymbolic(value)) continue
      throw new TypeError(
        `${what}: ${where} is a symbolic tensor, which has no values; call the model itself, as in m(x)`,
      )
    }
    return bound
  }
  private bindEither<T extends AnyTensor>(what: string, x: Tree<T>, where = 'x'): Bound<T> {
    this.assertAlive(what)
    const pairs = paired<T>(what, this.inputs, x, where)
    const leaves = pairs.map(([, leaf]) => leaf)
    // Only what fits is remembered, so that a sentence is always about the call at hand.
    const sizes = this.bound.get([where, ...leaves.map(({ value }) => value.shape.join())].join('|'), () =>
      bindLeaves(what, met(pairs)),
    )
    return { leaves, sizes }
  }

  /** What a call is given: tensors in the order of the inputs. */
  tensorsOf(x: Tree<AnyTensor>): readonly AnyTensor[] {
    return this.bindEither('model', x).leaves.map(({ value }) => value)
  }
  /** Calls the graph op by op: what a tape sees, and what gives another graph. The results are in the order of the outputs. */
  call(x: Tree<AnyTensor>, symbolic: boolean): readonly AnyTensor[] {
    const { leaves, sizes } = this.bindEither('model', x)
    const run = () => {
      // Data of another dtype is converted, as Keras does.
      const places = new Map<Node, AnyTensor>(
        this.inputList.map((input, i) => {
          const { value } = leaves[i]!
          return [input.node, value.dtype === input.dtype ? value : cast(value, input.dtype)]
        }),
      )
      return this.callPlaced(places, sizes, symbolic)
    }
    if (symbolic) return run()
    let results: core.Tensor[] = []
    core.tidy(() => {
      const kept = [...leaves.map(({ value }) => value), ...this.states.map((state) => state.read())]
      const values = run() as readonly AnyTensor[] as readonly (core.Tensor & AnyTensor)[]
      // The results are the caller's: never the handle of an input or of a weight.
      results = values.map((value) => (kept.includes(value) ? copied(value) : value))
      return results
    })
    return results as readonly core.Tensor[] as readonly AnyTensor[]
  }
  private callPlaced(places: ReadonlyMap<Node, AnyTensor>, sizes: Env, symbolic: boolean): AnyTensor[] {
    const source = (node: Node): AnyTensor | undefined => {
      const place = places.get(node)
      if (place !== undefined) return place
      if (node.op !== variableOp && node.op !== constantOp) return undefined
      const state = stateOf(node.values[0]!)
      if (state !== undefined) return symbolic ? variableNode(state) : state.read()
      if (symbolic) return node.values[0]
      const { captured, values, spec } = node.attrs as ConstantAttrs
      return (captured?.tensor ?? fromValues(values!, spec.shape as readonly number[], spec.dtype)) as AnyTensor
    }
    // Copies are counted downwards: the calls of a layer, which are counted upwards, have other seeds.
    if (symbolic) return callGraph(this.outputList, sizes, source, -this.copies++)
    const turn = this.turn(context().training ? this.runs : 0)
    return within({ turn }, () => callGraph(this.outputList, sizes, source))
  }

  /**
   * Runs the inference plan.
   *
   * @param index The number of the batch.
   */
  predict(x: readonly core.Tensor[], sizes: Env, index: number): core.Tensor[] {
    const plan = this.plan('predict', { x, y: [] }, sizes, inferencePlan)
    return committed(plan.run(x, this.turn(index)))
  }
  /**
   * The loss of a batch; the tallies go on counting.
   *
   * @param index The number of the batch.
   */
  evaluate(batch: Batch, sizes: Env, compiled: Compiled, tallies: readonly Tally[], index: number): core.Tensor {
    const plan = this.plan('evaluate', batch, sizes, (given, labels) =>
      evaluationPlan(given, labels, compiled, tallies),
    )
    return committed(plan.run([...batch.x, ...batch.y], this.turn(index)))[0]!
  }
  private turn(given: number): Turn {
    return { drawn: this.runs++, given }
  }
  /**
   * One training step: the loss and the metrics of the batch, as numbers. No weight changes when the loss is no number.
   *
   * @param tallies They go on counting; none when nobody wants to know.
   * @param where What the message calls the batch.
   */
  async train(
    batch: Batch,
    sizes: Env,
    compiled: Compiled,
    tallies: readonly Tally[],
    where: string,
  ): Promise<number[]> {
    this.assertAlive(where)
    const kind = tallies.length > 0 ? 'train, counted' : 'train'
    const make = (given: BoundGraph, labels: readonly Sized[]) => {
      const trained = this.weights.filter(({ trainable }) => trainable)
      return trainingPlan(given, labels, compiled, tallies, { trained, where })
    }
    const plan = this.plan(kind, batch, sizes, make, true)
    const step = ++this.steps
    const run = plan.run([...batch.x, ...batch.y], { drawn: step, given: step })
    try {
      const results = await Promise.all(run.outputs.map((output) => output.data()))
      const [loss, sound, ...metrics] = results.map(([value]) => value!)
      if (!Number.isFinite(loss)) {
        throw new Error(
          `${where}: the loss is ${loss}; no weight was changed. Try a smaller learning rate, and look for NaN in the data`,
        )
      }
      if (!Number.isFinite(sound)) throw await unsound(where, loss!, run)
      this.assertAlive(where)
      run.commit()
      return [loss!, ...metrics]
    } catch (error) {
      run.discard()
      throw error
    } finally {
      for (const output of run.outputs) output.dispose()
    }
  }
  private plan(
    kind: string,
    { x, y }: Batch,
    sizes: Env,
    make: (given: BoundGraph, labels: readonly Sized[]) => Plan,
    trains = false,
  ): Plan {
    const key = [kind, ...[...x, ...y].map(({ shape, dtype }) => `${dtype}[${shape}]`)].join(' ')
    const given = () => this.inputList.map((input, i) => [input, sized(x[i]!)] as const)
    const { plan } = this.plans.get(
      key,
      () => ({
        // What a loss or a metric makes for itself goes with its plan.
        plan: withoutRemains(() => make({ outputs: this.outputList, inputs: given(), sizes }, y.map(sized))),
        switches: trains ? this.states.map(switchOf) : [],
      }),
      ({ plan, switches }) => plan.isCurrent() && switches.every((was, i) => was === switchOf(this.states[i]!)),
    )
    return plan
  }
  /** What has been planned so far, as lines. */
  describePlans(): string[] {
    return [...this.plans.entries()].flatMap(([key, { plan }]) => [`Plan: ${key}`, ...plan.describe(), ''])
  }
  /** Plans hold the losses and the optimizer. */
  forgetPlans(): void {
    this.plans.clear()
  }

  /** The names of the outputs in a record of them, their numbers in a list. */
  get outputNames(): string[] {
    return leafKeys(this.outputs)
  }
  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    this.plans.clear()
    this.captured((constant) => constant.release())
    for (const state of this.states) {
      const left = owners.get(state)! - 1
      owners.set(state, left)
      if (left === 0) state.dispose?.()
    }
  }
}

/** The error of a step whose loss is a number, when what it would write is none. */
async function unsound(where: string, loss: number, run: Run): Promise<Error> {
  const found = await Promise.all(
    run.next().map(async ({ state, value }) => {
      const wrong = (await value.data()).find((each) => !Number.isFinite(each))
      return wrong === undefined || !state.trainable ? [] : [`'${state.name}' ${wrong}`]
    }),
  )
  const [first = 'a weight NaN'] = found.flat()
  return new Error(
    `${where}: the loss is ${loss}, but this step would make ${first}; no weight was changed. Look for a root, a logarithm ` +
      'or a quotient whose gradient is infinite, or try a smaller learning rate',
  )
}

/** Runs `body`; of the tensors that it makes, those stay that a plan keeps. */
function withoutRemains<T>(body: () => T): T {
  let result: T | undefined
  core.tidy(() => void (result = holdingCaptures(body)))
  return result!
}

/** The name of which the first dimension of every shape is a multiple, when it is nowhere else. */
function commonRows(shapes: readonly Shape[]): string | undefined {
  const name = shapes[0]?.[0]
  if (typeof name !== 'string') return undefined
  const elsewhere = shapes.some((shape) => shape.slice(1).some((dim) => namesOf(dim).includes(name)))
  return !elsewhere && shapes.every(([dim]) => multipleOf(dim, name) !== undefined) ? name : undefined
}
/** 10 for '10*batch', 1 for 'batch'; `undefined` for anything else. */
function multipleOf(dim: Dim | undefined, name: Dim | undefined): number | undefined {
  if (dim === undefined || typeof dim === 'number' || typeof name !== 'string') return undefined
  const count = divideExactly(dim, name)
  return typeof count === 'number' ? count : undefined
}

function sized({ shape, dtype }: core.Tensor): Sized {
  return { shape: [...shape], dtype }
}
