import * as core from '@tensorflow/tfjs-core'
import { assertReady } from '../backend.js'
import { Callable } from '../callable.js'
import { context, copied } from '../context.js'
import { specOf, uniqueName, type Spec } from '../graph/node.js'
import { variableNode, type State } from '../graph/sources.js'
import { setMask } from '../mask.js'
import { cast } from '../ops/cast.js'
import { classNameOf } from '../options/definition.js'
import type { JsonObject } from '../options/json.js'
import { assertNoMore } from '../options/known.js'
import { configure, writeConfig, type ValuesOf } from '../options/option.js'
import type { Shape } from '../shape/dimension.js'
import { ShapeError } from '../shape/errors.js'
import { failure, isFailure, type Failure, type Ok } from '../shape/outcome.js'
import { showShape } from '../shape/show.js'
import { publicly } from '../stack.js'
import { isSymbolic, type AnyTensor } from '../tensor.js'
import type { LayerContext, LayerDefinition, LayerOptions, WeightSpecs } from './definition.js'
import { expects } from './expects.js'
import { readCall, type CallInputs } from './call.js'
import { recorded } from './record.js'
import { writeStates } from './ops/writeStates.js'
import { stateHandle, type StateWrites } from './state.js'
import { Weight } from './weight.js'
import { setWeights } from './weights.js'

/** What all layers have, and models as layers of other models. */
export interface AnyLayer {
  readonly name: string
  readonly kind: string
  /** Are the weights trained? It can be switched at any time. */
  trainable: boolean
  /** The weights, in the order of Keras; empty until the layer has met its first input. */
  readonly weights: readonly State[]
  countParams(): number
  /** The present values, as new tensors. */
  getWeights(): core.Tensor[]
  /** Sets all values, in the order of `getWeights`. */
  setWeights(values: readonly core.Tensor[]): void
  /** What is remembered from run to run begins anew. */
  resetStates(): void
}
/** A layer that a config has made: a file can hold it. */
export interface ConfiguredLayer extends AnyLayer {
  /** The name of its class in files. */
  getClassName(): string
  /** What it was made of, as a file holds it; seeds that were drawn are among it. */
  getConfig(): JsonObject
}

/** The weights and states that were made for the first input, and that input. */
interface Built {
  readonly weights: { readonly [name: string]: Weight }
  readonly states: { readonly [name: string]: Weight }
  readonly inputs: readonly Spec[]
}

/** A layer at run time: its definition, and what a config has made of it. */
export class LayerInstance extends Callable implements ConfiguredLayer {
  readonly definition: LayerDefinition
  readonly options: ValuesOf<LayerOptions>
  readonly name: string
  readonly inputShape: Shape | undefined
  trainable: boolean
  private built: Built | undefined
  private calls = 0

  constructor(definition: LayerDefinition, config: unknown) {
    super()
    const options = configure(definition.kind, definition.options, config)
    this.definition = definition
    this.name = options.name ?? uniqueName(snakeCase(definition.kind))
    this.options = { ...options, name: this.name }
    this.trainable = options.trainable
    this.inputShape = options.batchInputShape ?? (options.inputShape && ['batch', ...options.inputShape])
    this.built = undefined
  }
  get kind(): string {
    return this.definition.kind
  }

  apply(x: unknown, options?: unknown, ...more: readonly unknown[]): AnyTensor | readonly AnyTensor[] {
    assertNoMore(this.kind, ['x', 'options'], more)
    const given = readCall(this, x, options)
    const call = this.calls
    const { list, tensors, mask } = recorded({ ...given, layer: this, call }, () => this.run(given, call))
    if (mask !== undefined && given.symbolic) setMask(tensors[0]!, mask)
    // Numbers that are not of a training draw nothing: what is drawn later does not depend on them.
    if (given.symbolic || (given.training ?? context().training)) this.calls++
    return list ? tensors : tensors[0]!
  }

  private run(given: CallInputs, call: number): Results {
    const specs = given.inputs.map((input) => (isSymbolic(input) ? specOf(input) : input))
    this.assertTakes(specs[0]!.shape)
    if (!given.symbolic) assertReady(this.kind)
    if (this.built !== undefined) this.assertSameWeights(this.built, specs)
    const built = this.built ?? this.build(specs)
    try {
      const results = given.symbolic ? this.call(given, call, built) : this.eagerly(given, call, built)
      this.built = built
      return results
    } catch (error) {
      // An input that the ops refuse must not leave weights behind that fit nothing else.
      if (this.built === undefined) for (const weight of everything(built)) weight.dispose()
      throw error
    }
  }
  private assertTakes(shape: Shape): void {
    const { definition, inputShape, options } = this
    const outcomes: readonly (Ok<Shape> | Failure | undefined)[] = [
      inputShape && expects(inputShape, shape),
      definition.accepts?.(shape, options),
    ]
    for (const outcome of outcomes) {
      if (outcome !== undefined && isFailure(outcome)) throw new ShapeError(this.kind, outcome, this.name)
    }
  }

  private wanted(specs: readonly Spec[]): WeightSpecs {
    const { definition, options } = this
    return definition.weights?.(definition.inputs === 'one' ? specs[0]! : specs, options) ?? {}
  }
  private build(inputs: readonly Spec[]): Built {
    const { definition, options } = this
    const remembered = definition.states?.(definition.inputs === 'one' ? inputs[0]! : inputs, options) ?? {}
    return {
      weights: this.made(this.wanted(inputs)),
      states: this.made(mapped(remembered, (spec) => spec && { ...spec, trainable: false, remembered: true })),
      inputs,
    }
  }
  private made(specs: WeightSpecs): { readonly [name: string]: Weight } {
    const made = Object.entries(specs).flatMap(([key, spec]) =>
      spec === undefined ? [] : [[key, new Weight(`${this.name}/${key}`, spec, this)] as const],
    )
    return Object.fromEntries(made)
  }
  /** Weights made for one input serve another only if it asks for the same ones. */
  private assertSameWeights({ weights, inputs }: Built, specs: readonly Spec[]): void {
    for (const [key, spec] of Object.entries(this.wanted(specs))) {
      if (spec !== undefined && String(spec.shape) !== String(weights[key]!.shape))
        throw new ShapeError(this.kind, otherWeights(specs[0]!.shape, inputs[0]!.shape), this.name)
    }
  }

  /** The call on numbers. What it leaves behind is let go; a result is the caller's: never a handle that was there before. */
  private eagerly(given: CallInputs, calls: number, built: Built): Results {
    let list = false
    let results: EagerTensor[] = []
    core.tidy(() => {
      const kept = new Set<AnyTensor>([...given.tensors, ...everything(built).map((weight) => weight.read())])
      const called = this.call(given, calls, built)
      list = called.list
      results = (called.tensors as readonly EagerTensor[]).map((tensor) => {
        const result = kept.has(tensor) ? (copied(tensor) as EagerTensor) : tensor
        kept.add(result)
        return result
      })
      if (called.mask !== undefined) setMask(results[0]!, called.mask)
      return results as core.Tensor[]
    })
    return { list, tensors: results }
  }
  private call(given: CallInputs, calls: number, { weights, states }: Built): Results {
    const { definition, options } = this
    const writes: StateWrites = new Map()
    const floats = given.inputs.map((x) => (definition.anyDType || x.dtype === 'float32' ? x : cast(x, 'float32')))
    const x = given.single ? floats[0]! : floats
    const read = (weight: Weight): AnyTensor => (given.symbolic ? variableNode(weight) : weight.read())
    const around: LayerContext<LayerOptions, WeightSpecs, WeightSpecs> = {
      options,
      weights: mapped(weights, read),
      states: mapped({ ...weights, ...states }, (weight) => stateHandle(weight, given.symbolic, writes)),
      masks: given.masks,
      initialState: given.initialState,
      calls,
    }
    const result = definition.call(x, around)
    const mask = definition.mask?.(given.masks, x, options)
    const list = Array.isArray(result)
    const tensors: readonly AnyTensor[] = list ? result : [result as AnyTensor]
    return {
      list,
      tensors: writes.size === 0 ? tensors : writeStates(tensors, writes),
      ...(mask !== undefined && { mask }),
    }
  }

  get weights(): readonly Weight[] {
    return Object.values(this.built?.weights ?? {})
  }
  countParams(): number {
    return this.weights.reduce((sum, weight) => sum + weight.size, 0)
  }
  getWeights(): core.Tensor[] {
    return this.weights.map((weight) => weight.read().clone())
  }
  setWeights(values: readonly core.Tensor[]): void {
    setWeights(this.kind, this.weights, values)
  }
  /** What is remembered from run to run begins anew. */
  resetStates(): void {
    for (const state of Object.values(this.built?.states ?? {})) state.dispose()
  }
  getClassName(): string {
    return classNameOf(this.kind)
  }
  getConfig(): JsonObject {
    return writeConfig(this.definition.options, { ...this.options, trainable: this.trainable })
  }
}
function everything({ weights, states }: Built): readonly Weight[] {
  return [...Object.values(weights), ...Object.values(states)]
}
type EagerTensor = core.Tensor & AnyTensor
interface Results {
  /** Does the layer return a list? */
  readonly list: boolean
  readonly tensors: readonly AnyTensor[]
  /** The mask that the first of them carries. */
  readonly mask?: AnyTensor
}

/**
 * Makes a layer of its definition. The type of the result is the layer's rule, which the caller states; the twin of that
 * rule at run time is the rules of the ops that `call` uses.
 */
export function makeLayer<L extends AnyLayer>(definition: LayerDefinition, config: unknown): L {
  // Nothing but the rule in the type is missing, and it is only a type.
  return publicly(() => new LayerInstance(definition, config)) as AnyLayer as L
}

const snakeCase = (kind: string) => kind.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`)

function mapped<T, U>(record: { readonly [name: string]: T }, to: (value: T) => U): { readonly [name: string]: U } {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]))
}

function otherWeights(shape: Shape, first: Shape) {
  return failure(`its weights were made for ${showShape(first)} and do not fit ${showShape(shape)}`, {
    code: 'otherWeights',
    shapes: [shape, first],
  })
}
