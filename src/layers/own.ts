import type { Spec } from '../graph/node.js'
import type { JsonObject } from '../options/json.js'
import type { AnyTensor } from '../tensor.js'
import { layerOptions, type LayerDefinition, type WeightSpecs } from './definition.js'
import { LayerInstance, type ConfiguredLayer } from './layer.js'
import { phase } from './ops/phase.js'
import { functionOf, readOwn, specsFor } from './ownOptions.js'
import type { WeightSpec } from './weight.js'

// Layers that users write: a definition like those of this folder, typed by the ops that its call uses.

/** The value of a weight in a call. Beside any other operand, it takes that one's kind: symbolic or eager. */
export interface WeightValue<out S extends readonly number[]> extends AnyTensor<Sizes<S>, 'float32'> {
  /** Only in types. */
  readonly dataId: object
}
type Sizes<S extends readonly number[]> = { -readonly [I in keyof S]: S[I] }
/** A state in a call. */
export interface StateValue<S extends readonly number[]> {
  /** What it holds by now. */
  read(): WeightValue<S>
  /** Gives it a new value, when the call is over. */
  write(next: AnyTensor<Sizes<S>, 'float32'>): void
}

/** The weights or states by their names, or what makes them for the specs of the inputs. */
export type Specs<W extends WeightSpecs> = W | ((inputs: readonly Spec[]) => W)
type ShapeIn<W> = W extends WeightSpec<infer S> ? S : readonly number[]

/** What a call has beside its input. */
export interface OwnContext<W extends WeightSpecs, M extends WeightSpecs> {
  readonly weights: { readonly [K in keyof W]: WeightValue<ShapeIn<W[K]>> }
  readonly states: { readonly [K in keyof M]: StateValue<ShapeIn<M[K]>> }
  /** The mask of each input. */
  readonly masks: readonly (AnyTensor | undefined)[]
  /** One value in training, another one else. */
  phase<T extends AnyTensor>(x: AnyTensor, train: () => T, infer: () => T): T
}

export interface OwnLayerConfig<W extends WeightSpecs, M extends WeightSpecs, F> {
  /** What sentences and summaries call it; its class name in files is made of it. `'layer'` unless it is given. */
  readonly kind?: string
  readonly name?: string
  readonly trainable?: boolean
  /** Made by `tf.weight`. */
  readonly weights?: Specs<W>
  /** What is remembered from run to run and is no weight; made by `tf.weight`. */
  readonly states?: Specs<M>
  /** What becomes of masks; without it a mask is refused. */
  readonly mask?: (masks: readonly (AnyTensor | undefined)[]) => AnyTensor | undefined
  /** What a file is to hold of it; `tf.serialization.registerLayer` says how it is made of that again. */
  readonly config?: JsonObject
  /** The layer as a function of one tensor or a list of them, with the weights and states at hand. */
  readonly call: (context: OwnContext<W, M>) => F
}

class OwnLayer extends LayerInstance {
  private readonly config: JsonObject | undefined
  constructor(definition: LayerDefinition, given: object, config: JsonObject | undefined) {
    super(definition, given)
    this.config = config
  }
  override getConfig(): JsonObject {
    if (this.config === undefined) throw new TypeError(`${this.kind}: give tf.layer a 'config' that a file can hold`)
    return { ...this.config, name: this.name, trainable: this.trainable }
  }
}

/**
 * A layer of your own: weights, states, and a function of tensors made of ops. Its type is that function's: what the ops in
 * it say of shapes is what the layer says. It is called on symbolic and on eager tensors alike, and is a layer like all
 * others: in models, summaries, training.
 *
 * @param config `call` gets the weights and states and returns the function of the inputs.
 * @returns The function, which is the layer.
 *
 * @example
 * ```ts
 * const scale = <N extends number>(features: N) =>
 *   tf.layer({
 *     kind: 'scale',
 *     weights: { gamma: tf.weight([features], { initializer: 'ones' }) },
 *     call:
 *       ({ weights }) =>
 *       <B extends tf.Dim>(x: tf.SymbolicTensor<[B, N]>) =>
 *         tf.mul(x, weights.gamma),
 *   })
 * const y = scale(8)(tf.input({ shape: [8] })) // SymbolicTensor<['batch', 8]>
 * ```
 */
export function layer<
  const W extends WeightSpecs = {},
  const M extends WeightSpecs = {},
  F extends (...x: never[]) => AnyTensor | readonly AnyTensor[] = never,
>(config: OwnLayerConfig<W, M, F>): F & ConfiguredLayer {
  const { kind, name, trainable, weights, states, mask, call, config: written } = readOwn(config)
  const definition: LayerDefinition = {
    kind,
    options: layerOptions,
    inputs: 'any',
    anyDType: true,
    ...(mask !== undefined && { mask }),
    weights: (inputs) => specsFor(kind, 'weights', weights, inputs),
    states: (inputs) => specsFor(kind, 'states', states, inputs),
    call: (x, { weights, states, masks }) =>
      functionOf(kind, call({ weights, states, masks, phase } as never))(x as never),
  }
  // What the function takes and gives is checked against its own type, and what it gets has the types of `OwnContext`.
  return new OwnLayer(definition, { name, trainable }, written) as ConfiguredLayer as F & ConfiguredLayer
}
