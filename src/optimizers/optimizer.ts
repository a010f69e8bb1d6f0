import * as core from '@tensorflow/tfjs-core'
import { variableNode, type State } from '../graph/sources.js'
import { slot } from '../layers/slot.js'
import type { Weight } from '../layers/weight.js'
import { add } from '../ops/add.js'
import { Configured, named, type Definition } from '../options/definition.js'
import type { JsonObject } from '../options/json.js'
import {
  configure,
  writeConfig,
  type checkedConfig,
  type Config,
  type ConfigOf,
  type Open,
  type Options,
  type ValuesOf,
} from '../options/option.js'
import type { isOutside } from '../options/number.js'
import type { ScheduleFunction } from '../schedules/kind.js'
import { Schedule } from '../schedules/schedule.js'
import type { AnyTensor } from '../tensor.js'
import { common, decayed, limited, type Common } from './common.js'
import type { Whole } from '../shape/identity.js'
import { showValue } from '../shape/show.js'
import { publicly, refuse } from '../stack.js'
import { wrongRate, type Rate, type RateRule } from './rate.js'

/** A value that a training step gives to a state. */
export interface Update {
  readonly state: State
  readonly value: AnyTensor
}

/** What is remembered of a weight, in its shape: names, with what each holds at first. */
export interface Slots {
  readonly [name: string]: number | undefined
}
type Remembered<S> = { readonly [Name in keyof S]: AnyTensor }
/** One weight in one step. */
export interface UpdateCall<S extends Slots = Slots> {
  readonly weight: AnyTensor
  readonly gradient: AnyTensor
  readonly slots: Remembered<S>
  readonly rate: AnyTensor
  /** 1 at the first step. */
  readonly time: AnyTensor
}
/** The new weight and the new slots. */
export type Updated<S extends Slots = Slots> = { readonly weight: AnyTensor } & Remembered<S>

export interface OptimizerDefinition<O extends Options = Options, S extends Slots = Slots> extends Definition<O> {
  /** TensorFlow.js' arguments, as a config. */
  positional(...args: never): { readonly [option: string]: unknown }
  slots(values: ValuesOf<O>): S
  update(call: UpdateCall<S>, values: ValuesOf<O>): Updated<S>
}

/** Changes weights along their gradients. Its learning rate can be set at any time. */
export class Optimizer extends Configured<OptimizerDefinition> {
  private rate: number | Schedule
  private readonly rateState: Weight
  private readonly time: Weight
  private readonly slots = new Map<State, { readonly [name: string]: Weight }>()

  constructor(definition: OptimizerDefinition, values: ValuesOf<Options>) {
    super(definition, values)
    this.rate = this.common.learningRate
    this.rateState = slot(`${this.kind}/learningRate`, [], () => this.rate as number)
    this.time = slot(`${this.kind}/time`, [], 0)
  }
  private get common(): ValuesOf<Common> {
    // Every optimizer has these options: `defineOptimizer` adds them.
    return this.values as ValuesOf<Common>
  }
  get name(): string {
    return this.kind
  }
  /** With the learning rate of now. */
  override getConfig(): JsonObject {
    return writeConfig(this.definition.options, { ...this.values, learningRate: this.rate })
  }
  /** With a schedule, that of the next step. */
  get learningRate(): number {
    if (typeof this.rate === 'number') return this.rate
    const { rate, time } = this
    return core.tidy(() => (rate.value(time.read()) as AnyTensor as core.Tensor).dataSync()[0]!)
  }
  set learningRate(rate: number) {
    const wrong =
      this.rate instanceof Schedule ?
        'the learning rate follows a schedule and cannot be set'
      : wrongRate(rate, 'learningRate')
    if (wrong !== undefined) refuse(new RangeError(`${this.kind}: ${wrong}`))
    this.rate = rate
    this.rateState.dispose()
  }

  /** The updates of one step, as a graph: new weights, new slots, new time. */
  updates(weights: readonly State[], gradients: readonly AnyTensor[]): Update[] {
    const step = variableNode(this.time)
    const time = add(step, 1)
    const rate = this.rate instanceof Schedule ? this.rate.value(step) : variableNode(this.rateState)
    const updates = limited(gradients, this.common).flatMap((gradient, i): Update[] => {
      const state = weights[i]!
      const slots = this.slotsOf(state)
      const weight = decayed(variableNode(state), rate, this.common)
      const now = Object.fromEntries(Object.entries(slots).map(([name, each]) => [name, variableNode(each)]))
      const next = this.definition.update({ weight, gradient, slots: now, rate, time }, this.values)
      const remembered = Object.entries(slots).map(([name, each]): Update => ({ state: each, value: next[name]! }))
      return [{ state, value: next['weight']! }, ...remembered]
    })
    return [...updates, { state: this.time, value: time }]
  }
  private slotsOf(state: State): { readonly [name: string]: Weight } {
    let slots = this.slots.get(state)
    if (slots === undefined) {
      const initial = Object.entries(this.definition.slots(this.values))
      const made = initial.map(([name, value]) => [name, slot(`${state.name}/${name}`, state.shape, value ?? 0)])
      slots = Object.fromEntries(made) as { readonly [name: string]: Weight }
      this.slots.set(state, slots)
    }
    return slots
  }

  /** Frees what it remembers of these weights, or of all; their next step begins anew. */
  dispose(weights: Iterable<State> = this.slots.keys()): void {
    for (const state of readStates(weights)) {
      for (const each of Object.values(this.slots.get(state) ?? {})) each.dispose()
      this.slots.delete(state)
    }
    if (this.slots.size > 0) return
    this.rateState.dispose()
    this.time.dispose()
  }
}

/** A list of its own: what is disposed of is no longer among them. */
function readStates(weights: unknown): readonly State[] {
  const isIterable = typeof weights === 'object' && weights !== null && Symbol.iterator in weights
  const all = isIterable ? [...(weights as Iterable<unknown>)] : []
  const isState = (each: unknown) => typeof each === 'object' && each !== null && 'read' in each && 'write' in each
  if (isIterable && all.every(isState)) return all as readonly unknown[] as readonly State[]
  return refuse(new TypeError(`dispose: weights are those of a model, got ${showValue(weights)}`))
}

type Tail<Args extends readonly unknown[]> = Args extends readonly [_?: unknown, ...rest: infer Rest] ? Rest : []
type RateOrConfig<Kind extends string, C, O> =
  Whole<C> extends Whole<rightFirst<Kind, C, O>> ? C
  : C extends infer Given ?
    Given extends number | string | boolean ?
      (RateRule & { readonly op: Kind; readonly name: 'learningRate'; readonly given: Given })['answer']
    : Config<Kind, Given, O>
  : never
type rightFirst<Kind extends string, C, O> =
  C extends number ?
    isOutside<C, { readonly least: 0 }> extends true ?
      never
    : C
  : C extends Rate ? C
  : object & checkedConfig<Kind, C, O>
/** The learning rate, with the other arguments of TensorFlow.js behind it, or an object of options. */
export interface OptimizerMaker<Kind extends string, O extends Options, Args extends readonly unknown[]> {
  <const C extends Open<ConfigOf<O>> | Rate = ConfigOf<O>>(
    // A function is said once more for its parameter to have a type.
    learningRate?: RateOrConfig<Kind, C, O> | ScheduleFunction | null,
    ...rest: Tail<Args>
  ): Optimizer
  readonly definition: OptimizerDefinition<O> & { readonly kind: Kind }
}

/** An optimizer of its own options and those that all have in common. */
export function defineOptimizer<
  const Kind extends string,
  const O extends Options,
  Args extends readonly unknown[],
  S extends Slots,
>(
  own: Omit<OptimizerDefinition<O, S>, 'positional'> & {
    readonly kind: Kind
    positional(...args: Args): ConfigOf<O>
  },
): OptimizerMaker<Kind, O & Omit<Common, keyof O>, Args> {
  const { kind, positional } = own
  // At run time an optimizer does not know its options by name: `configure` has read those of this definition.
  const definition = { ...own, options: { ...common, ...own.options } } as unknown as OptimizerDefinition
  const made = (...args: readonly unknown[]) => {
    const [first] = args
    const isConfig = typeof first === 'object' && first !== null && !(first instanceof Schedule)
    const most = isConfig ? 1 : positional.length
    if (args.length > most) throw new TypeError(`${kind}: ${tooMany(args.length, most, positional.length)}`)
    // What they are is checked as the options that they become.
    const config = isConfig ? first : positional(...(args as Args))
    return new Optimizer(definition, configure(kind, definition.options, config))
  }
  const make = (...args: readonly unknown[]) => publicly(() => made(...args))
  // The arguments of the type are those that `make` reads.
  return Object.assign(named(kind, make), { definition }) as unknown as OptimizerMaker<
    Kind,
    O & Omit<Common, keyof O>,
    Args
  >
}
function tooMany(given: number, most: number, positional: number): string {
  return most < positional ?
      `takes nothing after an object of options, got ${given} arguments`
    : `takes at most ${most} arguments, got ${given}; give other options in one object`
}
