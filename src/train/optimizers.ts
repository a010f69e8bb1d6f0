import { Weight } from '../layers/weight.js'
import { add } from '../ops/add.js'
import { div } from '../ops/div.js'
import { fill } from '../ops/fill.js'
import { mul } from '../ops/mul.js'
import { pow } from '../ops/pow.js'
import { sqrt } from '../ops/sqrt.js'
import { square } from '../ops/square.js'
import { sub } from '../ops/sub.js'
import { variableNode, type State } from '../graph/sources.js'
import type { AnyTensor } from '../tensor.js'

/** A value that a training step gives to a state. */
export interface Update {
  readonly state: State
  readonly value: AnyTensor
}

/** How one weight changes. `slots` are what the optimizer remembers of it, zeros at first. */
interface UpdateRule {
  readonly name: string
  readonly slots: readonly string[]
  /** @returns the new weight and the new slots */
  update(call: {
    readonly weight: AnyTensor
    readonly gradient: AnyTensor
    readonly slots: readonly AnyTensor[]
    readonly rate: AnyTensor
    /** 1 at the first step. */
    readonly time: AnyTensor
  }): readonly [weight: AnyTensor, ...slots: AnyTensor[]]
}

/** Changes weights along their gradients. Its learning rate can be set at any time. */
export class Optimizer {
  readonly name: string
  private readonly rule: UpdateRule
  private rate: number
  private readonly rateState: Weight
  private readonly time: Weight
  private readonly slots = new Map<State, readonly Weight[]>()

  constructor(rule: UpdateRule, learningRate: number) {
    assertRate(rule.name, learningRate)
    this.name = rule.name
    this.rule = rule
    this.rate = learningRate
    this.rateState = new Weight(`${rule.name}/learningRate`, {
      shape: [],
      initializer: () => fill([], this.rate),
      trainable: false,
    })
    this.time = new Weight(`${rule.name}/time`, { shape: [], initializer: () => fill([], 0), trainable: false })
  }
  get learningRate(): number {
    return this.rate
  }
  set learningRate(rate: number) {
    assertRate(this.name, rate)
    this.rate = rate
    this.rateState.dispose()
  }

  /** The updates of one step, as a graph: new weights, new slots, new time. */
  updates(weights: readonly State[], gradients: readonly AnyTensor[]): Update[] {
    const rate = variableNode(this.rateState)
    const time = add(variableNode(this.time), 1)
    const updates = weights.flatMap((state, i): Update[] => {
      const slots = this.slotsOf(state)
      const [weight, ...next] = this.rule.update({
        weight: variableNode(state),
        gradient: gradients[i]!,
        slots: slots.map(variableNode),
        rate,
        time,
      })
      return [{ state, value: weight }, ...next.map((value, k) => ({ state: slots[k]!, value }))]
    })
    return [...updates, { state: this.time, value: time }]
  }
  private slotsOf(state: State): readonly Weight[] {
    let slots = this.slots.get(state)
    if (slots === undefined) {
      slots = this.rule.slots.map(
        (slot) =>
          new Weight(`${state.name}/${slot}`, {
            shape: state.shape,
            initializer: (shape) => fill([...shape], 0),
            trainable: false,
          }),
      )
      this.slots.set(state, slots)
    }
    return slots
  }

  /** Frees what it remembers of these weights, or of all; their next step begins anew. */
  dispose(weights: Iterable<State> = this.slots.keys()): void {
    for (const state of [...weights]) {
      for (const slot of this.slots.get(state) ?? []) slot.dispose()
      this.slots.delete(state)
    }
    if (this.slots.size > 0) return
    this.rateState.dispose()
    this.time.dispose()
  }
}

function assertRate(optimizer: string, rate: number): void {
  if (!(rate >= 0)) throw new RangeError(`${optimizer}: the learning rate is at least 0, got ${rate}`)
}

/** Plain gradient descent. */
export function sgd(learningRate = 0.01): Optimizer {
  const rule: UpdateRule = {
    name: 'sgd',
    slots: [],
    update: ({ weight, gradient, rate }) => [sub(weight, mul(rate, gradient))],
  }
  return new Optimizer(rule, learningRate)
}

/** Gradient descent with momentum, Nesterov's on request. The learning rate acts inside the velocity, as in Keras. */
export function momentum(learningRate = 0.01, decay = 0.9, useNesterov = false): Optimizer {
  const rule: UpdateRule = {
    name: 'momentum',
    slots: ['velocity'],
    update({ weight, gradient, slots: [velocity], rate }) {
      const step = mul(rate, gradient)
      const next = sub(mul(velocity!, decay), step)
      return [add(weight, useNesterov ? sub(mul(next, decay), step) : next), next]
    },
  }
  return new Optimizer(rule, learningRate)
}

/** Adam (Kingma and Ba, 2015), with epsilon where Keras has it: beside the uncorrected root. */
export function adam(learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7): Optimizer {
  const rule: UpdateRule = {
    name: 'adam',
    slots: ['m', 'v'],
    update({ weight, gradient, slots: [m, v], rate, time }) {
      const correction = div(sqrt(sub(1, pow(beta2, time))), sub(1, pow(beta1, time)))
      const nextM = add(m!, mul(sub(gradient, m!), 1 - beta1))
      const nextV = add(v!, mul(sub(square(gradient), v!), 1 - beta2))
      const step = div(mul(mul(rate, correction), nextM), add(sqrt(nextV), epsilon))
      return [sub(weight, step), nextM, nextV]
    },
  }
  return new Optimizer(rule, learningRate)
}

const byName = { sgd: () => sgd(), momentum: () => momentum(), adam: () => adam() } as const
export type OptimizerName = keyof typeof byName

export function optimizerOf(choice: string | Optimizer): Optimizer {
  if (choice instanceof Optimizer) return choice
  if (Object.hasOwn(byName, choice)) return byName[choice as OptimizerName]()
  throw new TypeError(`compile: '${String(choice)}' is not an optimizer`)
}
